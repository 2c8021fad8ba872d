package emit_test

import (
	"fmt"
	"strings"

	"tarn/internal/schema"
)

// eventsTable is CREATE TABLE events, of the stored shape, with a handful of rows.
func eventsTable() string {
	var cols []string
	for _, s := range schema.CloudTrail.Columns {
		cols = append(cols, fmt.Sprintf(`"%s" %s`, s.Name, duckOf(s)))
	}
	rows := []map[string]string{
		{"eventTime": "'2022-01-11 00:20:00'", "eventName": "'ConsoleLogin'", "eventSource": "'signin.amazonaws.com'", "awsRegion": "'us-east-1'", "sourceIPAddress": "'203.0.113.9'", "eventType": "'AwsConsoleSignIn'",
			"responseElements": `'{"ConsoleLogin":"Failure"}'`, "errorMessage": "'Failed authentication'", "eventID": "'e1'", "readOnly": "false",
			"userIdentity": `{'type':'IAMUser','userName':'alice','arn':'arn:aws:iam::111122223333:user/alice','accountId':'111122223333'}`},
		{"eventTime": "'2022-01-11 00:27:12'", "eventName": "'ConsoleLogin'", "eventSource": "'signin.amazonaws.com'", "awsRegion": "'ap-northeast-2'", "sourceIPAddress": "'211.60.50.190'", "eventType": "'AwsConsoleSignIn'",
			"responseElements": `'{"ConsoleLogin":"Success"}'`, "eventID": "'e2'", "readOnly": "false",
			"userIdentity": `{'type':'Root','invokedBy':'AWS Internal','arn':'arn:aws:iam::111122223333:root'}`},
		{"eventTime": "'2022-01-06 10:00:00'", "eventName": "'RunInstances'", "eventSource": "'ec2.amazonaws.com'", "awsRegion": "'us-east-1'", "sourceIPAddress": "'198.51.100.1'", "eventType": "'AwsApiCall'",
			"requestParameters": `'{"n":1.50,"big":9007199254740993,"e":1.688560107857E9,"t":true,"z":null,"s":"a\u0026b","o":{"k" : [1, 2]},"instancesSet":{"items":[{"imageId":"ami-1"}]}}'`, "errorCode": "'Client.UnauthorizedOperation'",
			"errorMessage": "'You are not authorized'", "eventID": "'e3'", "readOnly": "false", "resources": "[{'accountId':'1','type':'AWS::S3::Bucket','ARN':'arn:aws:s3:::b'},{'ARN':'arn:aws:s3:::b/k'}]",
			"userIdentity": `{'type':'AssumedRole','principalId':'AROA:s','sessionContext':{'attributes':{'creationDate':TIMESTAMP '2022-01-06 09:00:00','mfaAuthenticated':'false'}}}`},
		{"eventTime": "'2022-01-06 11:30:00'", "eventName": "'GetObject'", "eventSource": "'s3.amazonaws.com'", "awsRegion": "'eu-west-1'", "sourceIPAddress": "'198.51.100.1'", "eventType": "'AwsApiCall'",
			"requestParameters": `'null'`, "responseElements": `'null'`, "eventID": "'e4'", "readOnly": "true", "_overflow": `'{"new":{"x":1}}'`},
	}
	var inserts []string
	for _, r := range rows {
		var vals []string
		for _, s := range schema.CloudTrail.Columns {
			v, ok := r[s.Name]
			switch {
			case !ok:
				v = "NULL"
			case s.Kind == schema.Row:
				v = structOf(s, v)
			}
			vals = append(vals, v)
		}
		inserts = append(inserts, "("+strings.Join(vals, ", ")+")")
	}
	return "CREATE TABLE events (" + strings.Join(cols, ", ") + "); INSERT INTO events VALUES " + strings.Join(inserts, ", ")
}

// structOf casts a struct literal that lacks members.
func structOf(s schema.Stored, v string) string { return "CAST(" + v + " AS " + duckOf(s) + ")" }

func duckOf(s schema.Stored) string {
	switch s.Kind {
	case schema.Timestamp:
		return "TIMESTAMP"
	case schema.Boolean:
		return "BOOLEAN"
	case schema.Bigint:
		return "BIGINT"
	case schema.Row, schema.Array:
		var parts []string
		for _, m := range s.Members {
			parts = append(parts, fmt.Sprintf(`"%s" %s`, m.Name, duckOf(m)))
		}
		t := "STRUCT(" + strings.Join(parts, ", ") + ")"
		if s.Kind == schema.Array {
			t += "[]"
		}
		return t
	}
	return "VARCHAR"
}
