-- name: Errors by path
-- name ko: 경로별 오류
-- name ja: パスごとのエラー
-- description: Counts answers of 400 and above by path and edge location.
-- description ko: 400 이상의 응답을 경로와 엣지 로케이션별로 셉니다.
-- description ja: 400 以上の応答を、パスとエッジロケーションごとに数えます。
-- tags: cloudfront, error, 4xx, 5xx
SELECT cs_uri_stem, sc_status, x_edge_location, count(*) AS requests
FROM cloudfront_standard_logs
WHERE sc_status >= 400
GROUP BY cs_uri_stem, sc_status, x_edge_location
ORDER BY requests DESC
LIMIT 100
