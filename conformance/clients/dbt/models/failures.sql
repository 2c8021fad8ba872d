{{ config(materialized='view') }}
SELECT count(*) AS failures
FROM {{ ref('logins') }}
WHERE result = 'Failure'
