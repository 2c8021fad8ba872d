-- name: SSH and RDP from outside
-- name ko: 외부에서 온 SSH와 RDP
-- name ja: 外部からの SSH と RDP
-- description: Lists who knocked at SSH and RDP, and whether they were let in.
-- description ko: SSH와 RDP에 접속을 시도한 주소와 허용 여부를 나열합니다.
-- description ja: SSH と RDP への接続を試みたアドレスと、許可されたかどうかを一覧にします。
-- tags: vpc, network, ssh, rdp, administration, ingress
SELECT srcaddr, dstaddr, dstport, action, count(*) AS flows, max(from_unixtime("end")) AS latest
FROM vpc_flow_logs
WHERE dstport IN (22, 3389) AND srcaddr NOT LIKE '10.%'
GROUP BY srcaddr, dstaddr, dstport, action
ORDER BY flows DESC
LIMIT 100
