-- name: User agents and what became of them
-- description: Counts requests by the user agent that the client named, and by action.
-- tags: waf, firewall, user-agent, header, bot
SELECT h.value AS user_agent, action, count(*) AS requests
FROM waf_logs
CROSS JOIN UNNEST(httprequest.headers) AS t (h)
WHERE lower(h.name) = 'user-agent'
GROUP BY h.value, action
ORDER BY requests DESC
LIMIT 50
