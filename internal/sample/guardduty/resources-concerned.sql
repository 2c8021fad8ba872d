-- name: Resources that findings are about
-- description: Counts findings by the kind of resource, with the instance, key or bucket that they are about.
-- tags: guardduty, finding, resource, instance, access key, bucket
SELECT json_extract_scalar(resource, '$.resourceType') AS kind,
  coalesce(json_extract_scalar(resource, '$.instanceDetails.instanceId'), json_extract_scalar(resource, '$.accessKeyDetails.userName'), json_extract_scalar(resource, '$.s3BucketDetails[0].name')) AS resource, count(*) AS findings
FROM guardduty_findings
GROUP BY 1, 2
ORDER BY findings DESC
