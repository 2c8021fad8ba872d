package emit_test

import (
	"strings"
	"testing"
)

// seedStatements are the statements of the articles that Tarn was asked for through, quotes straightened and the ID filled in.
var seedStatements = []string{
	`SELECT * FROM ID`,
	`SELECT * FROM ID LIMIT 10`,
	`SELECT * FROM ID WHERE eventTime >= '2022-01-05 00:00:00' AND eventTime <= '2022-01-07 00:00:00' LIMIT 10`,
	`SELECT * FROM ID WHERE eventTime >= '2022-01-05 00:00:00' AND eventTime <= '2022-01-07 00:00:00' AND awsRegion IN ('ap-northeast-2') LIMIT 10`,
	`SELECT MAX(eventTime ) FROM ID`,
	`SELECT eventTime, eventName, userIdentity.arn, userIdentity.username, sourceIPAddress, responseElements, awsRegion FROM ID WHERE eventTime > '2022-01-10 04:26:59.713433' AND sourceIPAddress <> '211.60.50.190' AND awsRegion in ('us-east-1', 'us-west-2','ap-northeast-2') AND eventName = 'ConsoleLogin'`,
	`SELECT MAX(eventTime) AS rslt FROM ID`,
	`SELECT eventTime, awsRegion, sourceIPAddress FROM ID WHERE eventType = 'AwsConsoleSignIn' AND element_at(responseElements,'ConsoleLogin') = 'Failure' AND eventTime > '2022-01-11T00:17:12.000Z' AND eventTime < '2022-01-11T00:27:12.000Z' ORDER BY eventTime DESC LIMIT 5`,
	`select count (*) as TotalEvents, eventname, useridentity.invokedby from cloudtrail_logs_app where 'timestamp' >= '2021-01-01T00:00:00Z' and useridentity.type = 'Root' group by useridentity.username, eventname, useridentity.invokedby order by TotalEvents desc;`,
	`select count (*) as TotalEvents, eventname, errorcode, errormessage from cloudtrail_logs_pp where errorcode is not null and 'timestamp' >= '2021-01-01T00:00:00Z' group by eventname, errorcode, errormessage order by TotalEvents desc limit 10;`,
	`SELECT eventJson, "$path" FROM ID`,
	`SELECT * FROM cloudtrail_logs`,
}

func TestSeeds(t *testing.T) {
	db := open(t)
	for _, s := range seedStatements {
		text := strings.ReplaceAll(s, "ID", storeID)
		duck, q, err := translate(text)
		if err != nil {
			t.Errorf("%s\n%v", text, err)
			continue
		}
		rows, err := render(db, q, duck)
		if err != nil {
			t.Errorf("%s\n%s\n%v", text, duck, err)
			continue
		}
		t.Logf("%s\n%s\n%s\nscan %v notes %v", text, duck, rows, q.Scans[0].Where, q.Notes)
	}
}
