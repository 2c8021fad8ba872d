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
	Most   float64
}

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
		alone := strings.NewReplacer(
			"cloudtrail", from, ">= '", ">= TIMESTAMP '", "< '", "< TIMESTAMP '",
			"element_at(responseElements, 'ConsoleLogin')", "json_extract_string(responseElements, '$.ConsoleLogin')",
		).Replace(text)
		return question{Name: name, SQL: text, ByHand: alone, Most: most}
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
		q("events by month", 0, `SELECT date_trunc('month', eventTime) AS month, count(*) AS events FROM cloudtrail GROUP BY date_trunc('month', eventTime) ORDER BY month`),
	}, nil
}
