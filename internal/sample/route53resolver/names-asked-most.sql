-- name: Names that are asked for most
-- name ko: 가장 많이 조회된 이름
-- name ja: 最も多く問い合わせられた名前
-- description: Counts queries by name and type.
-- description ko: 쿼리를 이름과 유형별로 셉니다.
-- description ja: クエリを名前とタイプごとに数えます。
-- tags: dns, route 53, resolver, name, top
SELECT query_name, query_type, count(*) AS queries, count(DISTINCT srcaddr) AS clients
FROM route53_resolver_logs
GROUP BY query_name, query_type
ORDER BY queries DESC
LIMIT 50
