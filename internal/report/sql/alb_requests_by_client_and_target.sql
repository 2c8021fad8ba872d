-- description: Requests of load balancers by client and target address
-- table: alb
SELECT day, elb, client_ip, target_ip, count(*) AS requests, count_if(elb_status_code >= 500) AS server_errors, count_if(elb_status_code BETWEEN 400 AND 499) AS client_errors,
    sum(received_bytes) AS received_bytes, sum(sent_bytes) AS sent_bytes, avg(target_processing_time) FILTER (WHERE target_processing_time >= 0) AS seconds
FROM @table
GROUP BY 1, 2, 3, 4
