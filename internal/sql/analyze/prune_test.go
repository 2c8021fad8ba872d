package analyze

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"tarn/internal/schema"
	"tarn/internal/sql/syntax"
)

type oneTable struct{}

func (oneTable) Lookup(parts []string) (*schema.Relation, error) {
	switch parts[0] {
	case "lake":
		return &schema.Relation{Name: "lake", Columns: schema.LakeColumns(schema.CloudTrail), Lake: true}, nil
	case "athena":
		return &schema.Relation{Name: "athena", Columns: schema.AthenaColumns(schema.CloudTrail)}, nil
	}
	return nil, nil
}

func (oneTable) Names() []string { return []string{"lake", "athena"} }

func scans(t *testing.T, sql string) string {
	stmt, err := syntax.Parse(sql)
	if err != nil {
		t.Fatal(sql, err)
	}
	q, err := Analyze(stmt, oneTable{}, Options{Now: time.Date(2022, 1, 11, 0, 30, 0, 0, time.UTC)})
	if err != nil {
		t.Fatal(sql, err)
	}
	var out []string
	ops := [...]string{"=", "in", "<", "<=", ">", ">=", "is null", "not null"}
	for _, s := range q.Scans {
		var preds []string
		for _, p := range s.Where {
			text := p.Column + " " + ops[p.Op]
			for _, v := range p.Values {
				if when, ok := v.(time.Time); ok {
					v = when.Format("2006-01-02T15:04:05.999999")
				}
				text += " " + fmt.Sprint(v)
			}
			preds = append(preds, text)
		}
		out = append(out, strings.Join(s.Columns, ",")+": "+strings.Join(preds, "; "))
	}
	return strings.Join(out, " | ")
}

func TestPredicates(t *testing.T) {
	for _, c := range []struct{ sql, want string }{
		{`SELECT 1 FROM lake WHERE eventTime > '2022-01-10' AND awsRegion IN ('a', 'b') AND (eventName = 'x' OR eventName = 'y')`, `eventTime,awsRegion,eventName: eventTime > 2022-01-10T00:00:00; awsRegion in a b`},
		{`SELECT 1 FROM lake WHERE '2022-01-10' <= eventTime AND userIdentity.accessKeyId = 'AKIA'`, `eventTime,userIdentity: eventTime >= 2022-01-10T00:00:00; userIdentity.accessKeyId = AKIA`},
		{`SELECT 1 FROM lake WHERE eventTime BETWEEN now() - INTERVAL '1' DAY AND now() AND errorCode IS NOT NULL AND readOnly = true`, `eventTime,errorCode,readOnly: eventTime >= 2022-01-10T00:30:00; eventTime <= 2022-01-11T00:30:00; errorCode not null; readOnly = true`},
		{`SELECT 1 FROM lake WHERE eventTime >= current_date - INTERVAL '7' DAY`, `eventTime: eventTime >= 2022-01-04T00:00:00`},
		{`SELECT 1 FROM lake a LEFT JOIN lake b ON a.eventID = b.eventID AND b.eventName = 'x' AND a.eventName = 'y' WHERE a.awsRegion = 'r' AND b.awsRegion = 's'`, `eventID,eventName,awsRegion: awsRegion = r | eventID,eventName,awsRegion: eventName = x`},
		{`SELECT 1 FROM lake a FULL JOIN lake b ON a.eventID = b.eventID WHERE a.awsRegion = 'r'`, `eventID,awsRegion:  | eventID: `},
		{`WITH t AS (SELECT eventTime AS w, eventName FROM lake) SELECT 1 FROM t WHERE w > '2022-01-10'`, `eventTime,eventName: eventTime > 2022-01-10T00:00:00`},
		{`WITH t AS (SELECT eventTime AS w FROM lake) SELECT 1 FROM t JOIN t u ON t.w = u.w WHERE t.w > '2022-01-10'`, `eventTime: `},
		{`SELECT 1 FROM (SELECT eventName, count(*) FROM lake GROUP BY eventName) WHERE eventName = 'x'`, `eventName: eventName = x`},
		{`SELECT 1 FROM (SELECT eventName, row_number() OVER (ORDER BY eventTime) FROM lake) WHERE eventName = 'x'`, `eventName,eventTime: `},
		{`SELECT 1 FROM (SELECT eventName FROM lake LIMIT 5) WHERE eventName = 'x'`, `eventName: `},
		{`SELECT 1 FROM (SELECT userIdentity AS u FROM lake UNION ALL SELECT userIdentity FROM lake) WHERE u.arn = 'x'`, `userIdentity: userIdentity.arn = x | userIdentity: userIdentity.arn = x`},
		{`SELECT 1 FROM athena WHERE eventtime >= '2022-01-10T00:00:00Z' AND eventtime < '2022-01-11' AND readonly = 'true' AND useridentity.username = 'u'`, `eventTime,readOnly,userIdentity: eventTime >= 2022-01-10T00:00:00; eventTime < 2022-01-11T00:00:01; readOnly = true; userIdentity.userName = u`},
		{`SELECT 1 FROM athena WHERE from_iso8601_timestamp(eventtime) > from_iso8601_timestamp('2022-01-10T00:00:00Z')`, `eventTime: eventTime > 2022-01-10T00:00:00`},
		{`SELECT 1 FROM athena WHERE requestparameters IS NULL AND responseelements IS NOT NULL`, `requestParameters,responseElements: responseElements not null`},
		{`SELECT 1 FROM lake WHERE eventTime = NULL AND NOT (eventName = 'x')`, `eventTime,eventName: `},
		{`SELECT eventName FROM lake WHERE eventID IN (SELECT eventID FROM lake WHERE eventName = 'x')`, `eventID,eventName:  | eventName,eventID: eventName = x`},
	} {
		if got := scans(t, c.sql); got != c.want {
			t.Errorf("%s\n got %s\nwant %s", c.sql, got, c.want)
		}
	}
}
