package emit_test

import (
	"strings"
	"testing"
)

func TestLints(t *testing.T) {
	for where, want := range map[string]string{
		`'timestamp' >= '2021-01-01T00:00:00Z'`: "is a text, not a column",
		`1 = 1`:                                 "two constants",
		`errorCode = NULL`:                      "write IS NULL",
		`errorCode <> NULL`:                     "write IS NULL",
		`errorCode NOT IN ('a', NULL)`:          "leave the NULL out",
		`NOT (errorCode IN (NULL))`:             "leave the NULL out",
		`eventName LIKE 'Console'`:              "LIKE '%Console%'",
		`eventName <> eventName`:                "with itself",
		`eventName = eventName`:                 "leaves out NULL only",
		`awsRegion >= ''`:                       "leaves out NULL only",
		`awsRegion LIKE '%'`:                    "leaves out NULL only",
		`NOT awsRegion LIKE '%'`:                "",
		`eventName = 'a' AND eventName = 'b'`:   "true for no row",
		`eventTime > '2022-01-02 00:00:00' AND eventTime < '2022-01-01 00:00:00'`:                             "true for no row",
		`eventTime > TIMESTAMP '2022-01-01 00:00:00.000' AND eventTime < TIMESTAMP '2022-01-01 00:00:00.000'`: "true for no row",
		`false`:                      "false for every row",
		`eventName = 'consolelogin'`: "'ConsoleLogin'",
		`eventName IN ('ConsoleLogin', 'assumerole')`: "'AssumeRole'",
		`'consoleLogin' <> eventName`:                 "'ConsoleLogin'",
		`eventSource = 'ec2'`:                         "ec2.amazonaws.com",
		`eventSource = 'S3.amazonaws.com'`:            "'s3.amazonaws.com'",
		`errorCode <> ''`:                             "IS NOT NULL",
		`errorCode = ''`:                              "IS NULL",
		`userAgent = '' OR NOT (1 = 1)`:               "",
		// What is right has no note.
		`errorCode IS NULL`:                   "",
		`eventName = 'ConsoleLogin'`:          "",
		`eventName = 'mine'`:                  "",
		`eventSource = 'ec2.amazonaws.com'`:   "",
		`errorCode = 'AccessDenied'`:          "",
		`lower(eventName) = 'consolelogin'`:   "",
		`errorCode IN ('a', NULL)`:            "",
		`errorCode NOT IN ('a', 'b')`:         "",
		`errorCode IS DISTINCT FROM NULL`:     "",
		`eventName LIKE 'Console%'`:           "",
		`eventName LIKE 'a!%' ESCAPE '!'`:     "",
		`eventName = 'a' OR eventName = 'b'`:  "",
		`eventName = 'a' AND eventName = 'a'`: "",
		`eventTime >= '2022-01-01 00:00:00' AND eventTime <= '2022-01-01 00:00:00'`: "",
		`eventTime > '2022-01-01 00:00:00' AND eventTime < '2022-01-02 00:00:00'`:   "",
		`eventName > 'a' AND eventID < 'a'`:                                         "",
		`true`:                                                                      "",
	} {
		_, q, err := translate("SELECT 1 FROM cloudtrail WHERE " + where)
		if err != nil {
			t.Errorf("%s: %v", where, err)
			continue
		}
		var notes []string
		for _, n := range q.Notes {
			notes = append(notes, n.Text)
		}
		got := strings.Join(notes, "; ")
		if want == "" && got != "" || !strings.Contains(got, want) {
			t.Errorf("%s\n got %q\nwant %q", where, got, want)
		}
	}
}
