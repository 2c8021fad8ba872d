package serde_test

import (
	"fmt"
	"strings"
	"testing"

	"tarn/internal/serde"
)

const grokSerDe = "com.amazonaws.glue.serde.GrokSerDe"

// The definitions and the lines are of Athena's documentation:
// https://docs.aws.amazon.com/athena/latest/ug/querying-apache-logs-stored-in-amazon-s3.html and …/ug/grok-serde.html.
func TestGrokApache(t *testing.T) {
	def := table(t, grokSerDe, "client_ip string, client_id string, user_id string, request_received_time string, client_request string, server_status string, returned_obj_size string",
		"input.format", `^%{IPV4:client_ip} %{DATA:client_id} %{USERNAME:user_id} %{GREEDYDATA:request_received_time} %{QUOTEDSTRING:client_request} %{DATA:server_status} %{DATA: returned_obj_size}$`)
	check(t, read(t, def, "a.log", `198.51.100.7 - Li [10/Oct/2019:13:55:36 -0700] "GET /logo.gif HTTP/1.0" 200 232
198.51.100.14 - Jorge [24/Nov/2019:10:49:52 -0700] "GET /index.html HTTP/1.1" 200 2165
no match
`), `
198.51.100.7 | - | Li | [10/Oct/2019:13:55:36 -0700] | GET /logo.gif HTTP/1.0 | 200 | 232
198.51.100.14 | - | Jorge | [24/Nov/2019:10:49:52 -0700] | GET /index.html HTTP/1.1 | 200 | 2165
NULL | NULL | NULL | NULL | NULL | NULL | NULL
`)
}

func TestGrokPostfix(t *testing.T) {
	def := table(t, grokSerDe, "syslogbase string, queue_id string, syslog_message string",
		"input.grokCustomPatterns", "POSTFIX_QUEUEID [0-9A-F]{7,12}",
		"input.format", `%{SYSLOGBASE:syslogbase} %{POSTFIX_QUEUEID:queue_id}: %{GREEDYDATA:syslog_message}`)
	def.Columns = append(def.Columns[:1], append(table(t, "", "timestamp string, facility string, priority string, logsource string, program string, pid int").Columns, def.Columns[1:]...)...)
	check(t, read(t, def, "a.log", `Feb  9 07:15:00 m4eastmail postfix/smtpd[19305]: B88C4120838: connect from unknown[192.168.55.4]
Feb 9 07:15:00 m4eastmail postfix/smtpd: B58C4330038: client=unknown[192.168.55.4]
`), `
Feb  9 07:15:00 m4eastmail postfix/smtpd[19305]: | Feb  9 07:15:00 | NULL | NULL | m4eastmail | postfix/smtpd | 19305 | B88C4120838 | connect from unknown[192.168.55.4]
Feb 9 07:15:00 m4eastmail postfix/smtpd: | Feb 9 07:15:00 | NULL | NULL | m4eastmail | postfix/smtpd | NULL | B58C4330038 | client=unknown[192.168.55.4]
`)
}

// Each built-in pattern takes what it is for.
func TestGrokPatterns(t *testing.T) {
	for _, c := range []struct{ pattern, takes, not string }{
		{"INT", "-12", "x"}, {"NUMBER", "-1.5", "x"}, {"BASE16NUM", "0xFF", "x"}, {"POSINT", "12", "0"}, {"WORD", "a_1", "-"}, {"UUID", "12345678-1234-1234-1234-123456789abc", "12345678-1234"},
		{"QS", `"a \" b"`, `"a`}, {"MAC", "aa:bb:cc:dd:ee:ff", "aa:bb"}, {"IPV4", "192.0.2.1", "192.0.2.999"}, {"IPV6", "2001:db8::1", "2001:db8"}, {"IPV6", "::ffff:192.0.2.1", ":::"}, {"IPV6", "::", ":"},
		{"IP", "fe80::1%eth0", "x"}, {"HOSTNAME", "www.example.com", "-"}, {"IPORHOST", "192.0.2.1", "-"}, {"HOSTPORT", "h:80", "h:"}, {"UNIXPATH", "/a/b.c", "a"}, {"WINPATH", `C:\a\b`, "a"},
		{"URI", "https://u:p@example.com:443/a?b=c", "x"}, {"MONTH", "September", "Sept"}, {"MONTHDAY", "31", "32"}, {"TIME", "23:59:60.5", "24:00"}, {"DATE", "12/31/2024", "2024"},
		{"TIMESTAMP_ISO8601", "2024-01-02T03:04:05.678Z", "2024"}, {"HTTPDATE", "10/Oct/2000:13:55:36 -0700", "10/Oct"}, {"LOGLEVEL", "WARNING", "x"}, {"DATESTAMP_RFC2822", "Mon, 02 Jan 2006 15:04:05 -0700", "Mon"},
		{"BOOLEAN", "TRUE", "yes"}, {"DATESTAMP_EVENTLOG", "20240102030405", "2024"}, {"SYSLOGTIMESTAMP", "Feb  9 07:15:00", "Feb"},
	} {
		def := table(t, grokSerDe, "a string", "input.format", fmt.Sprintf("^%%{%s:a}$", c.pattern))
		got := read(t, def, "a.log", c.takes+"\n"+c.not+"\n")
		if want := strings.Trim(c.takes, `"`) + "\nNULL\n"; got != want {
			t.Errorf("%s: got %q, want %q", c.pattern, got, want)
		}
	}
}

func TestGrokRefuses(t *testing.T) {
	for _, c := range []struct{ format, custom, want string }{
		{"%{NOTHING:a}", "", "Pattern NOTHING is not defined"},
		{"%{LOOP:a}", "LOOP x%{LOOP}", "Deep recursion"},
		{"%{B:a}", "A aaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\n" + doubling(30) + "B %{P30}", "too large"},
		{"%{WORD}", "", "input.format names 0 parts, the table has 1 columns"},
		{"", "", "input.format is missing"},
	} {
		_, err := serde.New(table(t, grokSerDe, "a string", "input.format", c.format, "input.grokCustomPatterns", c.custom))
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: got %v, want %s", c.format, err, c.want)
		}
	}
}

// doubling defines patterns each of which is twice the one before.
func doubling(n int) string {
	out := "P0 %{A}\n"
	for i := range n {
		out += fmt.Sprintf("P%d %%{P%d}%%{P%d}\n", i+1, i, i)
	}
	return out
}
