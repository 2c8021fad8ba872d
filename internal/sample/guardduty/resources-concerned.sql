-- name: Resources that findings are about
-- name ko: 결과와 관련된 리소스
-- name ja: 検出結果に関わるリソース
-- description: Counts findings by the kind of resource, with the instance, key or bucket that they are about.
-- description ko: 결과를 리소스 종류별로, 관련된 인스턴스, 키 또는 버킷과 함께 셉니다.
-- description ja: 検出結果をリソースの種類ごとに、対象のインスタンス、キー、バケットとともに数えます。
-- tags: guardduty, finding, resource, instance, access key, bucket
SELECT json_extract_scalar(resource, '$.resourceType') AS kind,
  coalesce(json_extract_scalar(resource, '$.instanceDetails.instanceId'), json_extract_scalar(resource, '$.accessKeyDetails.userName'), json_extract_scalar(resource, '$.s3BucketDetails[0].name')) AS resource, count(*) AS findings
FROM guardduty_findings
GROUP BY 1, 2
ORDER BY findings DESC
