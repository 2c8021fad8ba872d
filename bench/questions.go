package main

import (
	"context"
	"database/sql"
	"fmt"
	"strings"
)

// question is a statement, and the same for DuckDB alone.
type question struct {
	Name   string
	SQL    string
	ByHand string
	// Most is the bar of its warm run, in milliseconds, 0 for none; Times is that against DuckDB alone.
	Most, Times float64
}

// What translating may cost: a statement against one written by hand, and a member of a free-form field against json_extract.
const (
	translated = 1.1
	mapped     = 1.5
)

// questions asks the files what there is to ask for: a day in the middle, a session's key that few events have, an event.
func questions(ctx context.Context, db *sql.DB, paths []string) ([]question, error) {
	from := "read_parquet(" + list(paths) + ", hive_partitioning = false)"
	var day, next, key, id string
	err := db.QueryRowContext(ctx, `SELECT strftime(d, '%Y-%m-%d'), strftime(d + INTERVAL 1 DAY, '%Y-%m-%d')
		FROM (SELECT date_trunc('day', min(eventTime) + (max(eventTime) - min(eventTime)) / 2) AS d FROM `+from+`)`).Scan(&day, &next)
	if err == nil {
		err = db.QueryRowContext(ctx, `SELECT userIdentity.accessKeyId AS k FROM `+from+`
			WHERE k LIKE 'ASIA%' GROUP BY k ORDER BY count(*), k LIMIT 1`).Scan(&key)
	}
	if err == nil {
		err = db.QueryRowContext(ctx, `SELECT min(eventID) FROM `+from+` WHERE eventTime >= TIMESTAMP `+quote(day)+` AND eventTime < TIMESTAMP `+quote(next)).Scan(&id)
	}
	if err != nil {
		return nil, fmt.Errorf("looking for something to ask for: %w", err)
	}
	// q makes a question of a text in the SQL of CloudTrail Lake; by hand it is the same but for a few words.
	q := func(name string, most float64, text string, values ...any) question {
		text = fmt.Sprintf(strings.Join(strings.Fields(text), " "), values...)
		times := translated
		if strings.Contains(text, "element_at(") || strings.Contains(text, "json_extract_scalar(") {
			times = mapped
		}
		return question{Name: name, SQL: text, ByHand: byHand(text, from), Most: most, Times: times}
	}
	weekEnd := day
	if err := db.QueryRowContext(ctx, `SELECT strftime(TIMESTAMP `+quote(day)+` + INTERVAL 7 DAY, '%Y-%m-%d')`).Scan(&weekEnd); err != nil {
		return nil, err
	}
	return []question{
		q("one day by event name", 50, `SELECT eventName, count(*) AS events FROM cloudtrail
			WHERE eventTime >= '%s 00:00:00' AND eventTime < '%s 00:00:00' GROUP BY eventName ORDER BY events DESC, eventName`, day, next),
		q("a rare access key", 60, `SELECT eventTime, eventName, sourceIPAddress FROM cloudtrail WHERE userIdentity.accessKeyId = '%s' ORDER BY eventTime`, key),
		q("an event by ID", 60, `SELECT eventTime, eventSource, eventName, requestParameters FROM cloudtrail WHERE eventID = '%s'`, id),
		q("an ID that is not there", 60, `SELECT eventTime, eventSource, eventName, requestParameters FROM cloudtrail WHERE eventID = '%s'`, "00000000-0000-4000-8000-000000000000"),
		q("the commonest errors", 0, `SELECT errorCode, count(*) AS events FROM cloudtrail WHERE errorCode IS NOT NULL GROUP BY errorCode ORDER BY events DESC, errorCode LIMIT 10`),
		q("failed console sign-ins", 0, `SELECT sourceIPAddress, count(*) AS failed FROM cloudtrail
			WHERE eventName = 'ConsoleLogin' AND element_at(responseElements, 'ConsoleLogin') = 'Failure' GROUP BY sourceIPAddress ORDER BY failed DESC, sourceIPAddress`),
		q("buckets, map face", 0, `SELECT element_at(requestParameters, 'bucketName') AS bucket, count(*) AS events FROM cloudtrail
			WHERE eventSource = 's3.amazonaws.com' GROUP BY 1 ORDER BY events DESC, bucket LIMIT 20`),
		q("buckets, json_extract_scalar", 0, `SELECT json_extract_scalar(requestparameters, '$.bucketName') AS bucket, count(*) AS events FROM athena
			WHERE eventsource = 's3.amazonaws.com' GROUP BY 1 ORDER BY events DESC, bucket LIMIT 20`),
		q("events by month", 0, `SELECT date_trunc('month', eventTime) AS month, count(*) AS events FROM cloudtrail GROUP BY date_trunc('month', eventTime) ORDER BY month`),
		q("a week by hour", 0, `SELECT date_trunc('hour', eventTime) AS hour, count(*) AS events FROM cloudtrail
			WHERE eventTime >= '%s' AND eventTime < '%s' GROUP BY 1 ORDER BY 1`, day, weekEnd),
		q("top talkers of a week", 0, `SELECT sourceIPAddress, count(*) AS events, count(DISTINCT userIdentity.arn) AS who FROM cloudtrail
			WHERE eventTime >= '%s' AND eventTime < '%s' GROUP BY sourceIPAddress ORDER BY events DESC, sourceIPAddress LIMIT 20`, day, weekEnd),
		q("users by month", 0, `SELECT date_trunc('month', eventTime) AS month, count(DISTINCT userIdentity.userName) AS users FROM cloudtrail GROUP BY 1 ORDER BY 1`),
		q("what root did", 0, `SELECT eventTime, eventSource, eventName, sourceIPAddress FROM cloudtrail WHERE userIdentity.type = 'Root' ORDER BY eventTime`),
		q("roles that assume roles", 0, `SELECT userIdentity.sessionContext.sessionIssuer.arn AS role, count(*) AS events FROM cloudtrail
			WHERE eventName = 'AssumeRole' AND userIdentity.sessionContext.sessionIssuer.type = 'Role' GROUP BY 1 ORDER BY events DESC, role LIMIT 20`),
		q("the command line's users", 0, `SELECT userIdentity.arn AS who, count(*) AS events FROM cloudtrail
			WHERE lower(userAgent) LIKE '%%aws-cli%%' GROUP BY 1 ORDER BY events DESC, who LIMIT 20`),
		q("sessions by role", 0, `SELECT regexp_extract(userIdentity.arn, 'assumed-role/([^/]+)/', 1) AS role, count(*) AS events FROM cloudtrail GROUP BY 1 ORDER BY events DESC, role LIMIT 20`),
		q("who was denied what", 0, `SELECT userIdentity.arn AS who, eventName, count(*) AS events FROM cloudtrail
			WHERE errorCode IN ('AccessDenied', 'Client.UnauthorizedOperation') GROUP BY 1, 2 ORDER BY events DESC, who, eventName LIMIT 20`),
	}, nil
}

// byHand is how one would write a question for DuckDB.
func byHand(text, from string) string {
	return strings.NewReplacer(
		"cloudtrail", from, "athena", from, ">= '", ">= TIMESTAMP '", "< '", "< TIMESTAMP '",
		"element_at(responseElements, 'ConsoleLogin')", "json_extract_string(responseElements, '$.ConsoleLogin')",
		"element_at(requestParameters, 'bucketName')", "json_extract_string(requestParameters, '$.bucketName')",
		"json_extract_scalar(", "json_extract_string(",
		"regexp_extract(userIdentity.arn, 'assumed-role/([^/]+)/', 1)", "nullif(regexp_extract(userIdentity.arn, 'assumed-role/([^/]+)/', 1), '')",
	).Replace(text)
}
