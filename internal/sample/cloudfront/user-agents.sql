-- name: User agents at CloudFront
-- description: Counts requests and clients by user agent, decoded.
-- tags: cloudfront, user agent, bot, top
SELECT url_decode(cs_user_agent) AS user_agent, count(*) AS requests, count(DISTINCT c_ip) AS clients
FROM cloudfront_standard_logs
GROUP BY 1
ORDER BY requests DESC
LIMIT 50
