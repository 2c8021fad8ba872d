SELECT n, CASE WHEN n % 2 = 0 THEN 'Success' ELSE 'Failure' END AS result
FROM UNNEST(sequence(1, 10)) t(n)
