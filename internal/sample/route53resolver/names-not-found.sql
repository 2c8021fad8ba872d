-- name: Names that do not exist
-- name ko: 존재하지 않는 이름
-- name ja: 存在しない名前
-- description: Lists clients that ask for many names that do not exist, as malware with made-up domains does.
-- description ko: 임의로 만든 도메인을 쓰는 악성 코드처럼, 존재하지 않는 이름을 많이 조회하는 클라이언트를 나열합니다.
-- description ja: 生成したドメインを使うマルウェアのように、存在しない名前を数多く問い合わせるクライアントを一覧にします。
-- tags: dns, route 53, resolver, nxdomain, malware, threat
SELECT srcaddr, srcids.instance AS instance, count(*) AS queries, count(DISTINCT query_name) AS names
FROM route53_resolver_logs
WHERE rcode = 'NXDOMAIN'
GROUP BY srcaddr, srcids.instance
ORDER BY names DESC
LIMIT 50
