package analyze

import "testing"

// Bounds derived from expressions over a stored time: never narrower than what the expression allows.
func TestTimeBounds(t *testing.T) {
	for _, c := range []struct{ where, lake, athena string }{
		{`date(%) = DATE '2022-01-10'`, `eventTime >= 2022-01-10T00:00:00; eventTime <= 2022-01-10T23:59:59.999999`, `eventTime >= 2022-01-10T00:00:00; eventTime <= 2022-01-11T00:00:00.999999`},
		{`date(%) BETWEEN DATE '2022-01-10' AND current_date`, `eventTime >= 2022-01-10T00:00:00; eventTime <= 2022-01-11T23:59:59.999999`, `eventTime >= 2022-01-10T00:00:00; eventTime <= 2022-01-12T00:00:00.999999`},
		{`CAST(% AS date) > DATE '2022-01-10'`, `eventTime >= 2022-01-10T00:00:00`, `eventTime >= 2022-01-10T00:00:00`},
		{`date_trunc('day', %) >= date_add('day', -7, current_date)`, `eventTime >= 2022-01-04T00:00:00`, `eventTime >= 2022-01-04T00:00:00`},
		{`date_trunc('hour', %) = TIMESTAMP '2022-01-10 05:00:00'`, `eventTime >= 2022-01-10T05:00:00; eventTime <= 2022-01-10T05:59:59.999999`, `eventTime >= 2022-01-10T05:00:00; eventTime <= 2022-01-10T06:00:00.999999`},
		{`year(%) = 2022`, `eventTime >= 2022-01-01T00:00:00; eventTime <= 2022-12-31T23:59:59.999999`, `eventTime >= 2022-01-01T00:00:00; eventTime <= 2023-01-01T00:00:00.999999`},
		{`year(%) IN (2021, 2022)`, `eventTime >= 2021-01-01T00:00:00; eventTime <= 2022-12-31T23:59:59.999999`, `eventTime >= 2021-01-01T00:00:00; eventTime <= 2023-01-01T00:00:00.999999`},
		{`% > now() - INTERVAL '1' DAY`, `eventTime > 2022-01-10T00:30:00`, `eventTime > 2022-01-10T00:30:00`},
		{`% > date_add('day', -1, now())`, `eventTime > 2022-01-10T00:30:00`, `eventTime > 2022-01-10T00:30:00`},
		{`% >= from_iso8601_timestamp('2022-01-10T00:00:00+09:00')`, `eventTime >= 2022-01-09T15:00:00`, `eventTime >= 2022-01-09T15:00:00`},
		{`% < parse_datetime('10/Jan/2022:00:00:00 +0900', 'dd/MMM/yyyy:HH:mm:ss Z')`, `eventTime < 2022-01-09T15:00:00`, `eventTime < 2022-01-09T15:00:00`},
		{`% < date_parse('2022-01-10', '%Y-%m-%d')`, `eventTime < 2022-01-10T00:00:00`, `eventTime < 2022-01-10T00:00:00`},
		{`% + INTERVAL '1' HOUR > TIMESTAMP '2022-01-10 05:00:00'`, `eventTime >= 2022-01-10T03:59:59`, `eventTime >= 2022-01-10T03:59:59`},
		{`date(% AT TIME ZONE 'Asia/Seoul') = DATE '2022-01-10'`, `eventTime >= 2022-01-09T15:00:00; eventTime <= 2022-01-10T14:59:59.999999`, `eventTime >= 2022-01-09T15:00:00; eventTime <= 2022-01-10T15:00:00.999999`},
		{`date(% AT TIME ZONE 'America/New_York') = DATE '2022-03-13'`, `eventTime >= 2022-03-13T04:00:00; eventTime <= 2022-03-14T04:59:59.999999`, `eventTime >= 2022-03-13T04:00:00; eventTime <= 2022-03-14T05:00:00.999999`},
		{`to_unixtime(%) >= 1641772800`, `eventTime >= 2022-01-09T23:59:59`, `eventTime >= 2022-01-09T23:59:59`},
		{`month(%) = 1`, ``, ``},
		{`date(%) <> DATE '2022-01-10'`, ``, ``},
	} {
		for table, want := range map[string]string{"lake": c.lake, "athena": c.athena} {
			x := "eventTime"
			if table == "athena" {
				x = "from_iso8601_timestamp(eventtime)"
			}
			sql := "SELECT 1 FROM " + table + " WHERE " + replaceFirst(c.where, x)
			if got := scans(t, sql); got != "eventTime: "+want {
				t.Errorf("%s\n got %s\nwant eventTime: %s", sql, got, want)
			}
		}
	}
	for _, c := range []struct{ where, want string }{
		{`eventtime LIKE '2022-01-%'`, `eventTime >= 2022-01-01T00:00:00; eventTime < 2022-02-01T00:00:00`},
		{`eventtime LIKE '2022%'`, `eventTime >= 2022-01-01T00:00:00; eventTime < 2023-01-01T00:00:00`},
		{`eventtime LIKE '2022-01-10T05%'`, `eventTime >= 2022-01-10T05:00:00; eventTime < 2022-01-10T06:00:00`},
		{`eventtime LIKE '%2022%'`, ``},
		{`date_parse(eventtime, '%Y-%m-%dT%H:%i:%sZ') > TIMESTAMP '2022-01-10 00:00:00'`, `eventTime >= 2022-01-10T00:00:00`},
		{`parse_datetime(eventtime, 'yyyy-MM-dd''T''HH:mm:ss''Z''') > TIMESTAMP '2022-01-10 00:00:00 UTC'`, `eventTime >= 2022-01-10T00:00:00`},
		{`eventtime BETWEEN '2022-01-10' AND '2022-01-11T00:00:00Z'`, `eventTime >= 2022-01-10T00:00:00; eventTime < 2022-01-11T00:00:01`},
	} {
		sql := "SELECT 1 FROM athena WHERE " + c.where
		if got := scans(t, sql); got != "eventTime: "+c.want {
			t.Errorf("%s\n got %s\nwant eventTime: %s", sql, got, c.want)
		}
	}
}

func replaceFirst(s, x string) string {
	for i := range s {
		if s[i] == '%' {
			return s[:i] + x + s[i+1:]
		}
	}
	return s
}
