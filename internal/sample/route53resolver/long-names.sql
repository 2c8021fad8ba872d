-- name: Long names
-- name ko: 긴 이름
-- name ja: 長い名前
-- description: Finds domains below which many long names are asked for, as a tunnel through DNS does.
-- description ko: DNS 터널처럼 하위의 긴 이름을 많이 조회하는 도메인을 찾습니다.
-- description ja: DNS トンネルのように、長い名前が数多く問い合わせられるドメインを探します。
-- tags: dns, route 53, resolver, tunnel, exfiltration, threat
SELECT regexp_extract(query_name, '([^.]+\.[^.]+)\.?$', 1) AS domain, max(length(query_name)) AS longest, count(DISTINCT query_name) AS names, count(*) AS queries
FROM route53_resolver_logs
GROUP BY 1
ORDER BY longest DESC
LIMIT 50
