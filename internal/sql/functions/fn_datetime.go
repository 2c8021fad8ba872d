package functions

import (
	"fmt"
	"strings"

	"tarn/internal/schema"
)

// https://trino.io/docs/current/functions/datetime.html
//
// current_date, now and their kin are literals by the time a statement is emitted.
var datetimes = []*Function{
	special("now current_timezone", "() -> timestamp(3) with time zone", "start of the statement; the session's zone"),
	special("at_timezone with_timezone", "(timestamp(p) with time zone, varchar) -> timestamp(p) with time zone", "the same instant, or the same clock, in a zone"),
	scalar("date", "the day", on("(date) -> date", "$1"), on("(timestamp(p)) -> date", "CAST($1 AS DATE)"), by("(timestamp(p) with time zone) -> date", local("CAST($1 AS DATE)")),
		on("(varchar) -> date", "CAST($1 AS DATE)")),
	scalar("date_trunc", "the start of the second, minute, hour, day, week, month, quarter or year",
		by("(varchar, date) -> date", unitForm("CAST(date_trunc($1, $2) AS DATE)")), by("(varchar, timestamp(p)) -> timestamp(p)", unitForm("date_trunc($1, $2)")),
		by("(varchar, timestamp(p) with time zone) -> timestamp(p) with time zone", truncZoned)),
	scalar("date_add", "a time later by a number of units",
		by("(varchar, bigint, date) -> date", dateAdd), by("(varchar, bigint, timestamp(p)) -> timestamp(p)", dateAdd), by("(varchar, bigint, timestamp(p) with time zone) -> timestamp(p) with time zone", dateAdd)),
	scalar("date_diff", "whole units between two times",
		by("(varchar, date, date) -> bigint", unitForm("date_sub($1, $2, $3)")), by("(varchar, timestamp(p), timestamp(p)) -> bigint", unitForm("date_sub($1, $2, $3)")),
		by("(varchar, timestamp(p) with time zone, timestamp(p) with time zone) -> bigint", unitForm("date_sub($1, $2, $3)"))),
	scalar("date_format", "a time by MySQL's pattern", by("(timestamp(p), varchar) -> varchar", dateFormat(mysqlToDuck)), by("(timestamp(p) with time zone, varchar) -> varchar", dateFormat(mysqlToDuck))),
	scalar("date_parse", "a text read by MySQL's pattern", by("(varchar, varchar) -> timestamp(3)", dateParse(mysqlToDuck))),
	scalar("format_datetime", "a time by Joda's pattern", by("(timestamp(p), varchar) -> varchar", dateFormat(jodaToDuck)), by("(timestamp(p) with time zone, varchar) -> varchar", dateFormat(jodaToDuck))),
	scalar("parse_datetime", "a text read by Joda's pattern", by("(varchar, varchar) -> timestamp(3) with time zone", dateParse(jodaToDuck))),
	scalar("from_iso8601_timestamp", "an ISO 8601 text as a time", on("(varchar) -> timestamp(3) with time zone", "coalesce(try_strptime($1, '%Y-%m-%dT%H:%M:%SZ'), tarn_iso8601($1))")),
	scalar("from_iso8601_date", "an ISO 8601 text as a date", on("(varchar) -> date", "CAST(tarn_iso8601($1) AS DATE)")),
	scalar("to_iso8601", "a time as ISO 8601 text",
		on("(date) -> varchar", "strftime($1, '%Y-%m-%d')"), by("(timestamp(p)) -> varchar", iso8601("")), by("(timestamp(p) with time zone) -> varchar", iso8601("Z"))),
	scalar("from_unixtime", "seconds since 1970 as a time", on("(double) -> timestamp(3) with time zone", "make_timestamp(CAST(round($1 * 1000) AS BIGINT) * 1000)")),
	scalar("to_unixtime", "a time as seconds since 1970", on("(timestamp(p)) -> double", "epoch($1)"), on("(timestamp(p) with time zone) -> double", "epoch($1)")),
	scalar("last_day_of_month", "the month's last day", on("(date) -> date", "last_day($1)"), on("(timestamp(p)) -> date", "last_day($1)"), by("(timestamp(p) with time zone) -> date", local("last_day($1)"))),
	part("year", "year($1)"), part("quarter", "quarter($1)"), part("month", "month($1)"), part("week week_of_year", "weekofyear($1)"), part("day day_of_month", "day($1)"),
	part("day_of_week dow", "isodow($1)"), part("day_of_year doy", "dayofyear($1)"), part("year_of_week yow", "isoyear($1)"),
	clock("hour", "hour($1)"), clock("minute", "minute($1)"), clock("second", "second($1)"), clock("millisecond", "(millisecond($1) % 1000)"),
}

// part and clock are rows for the fields of a time.
func part(name, form string) *Function {
	cast := "CAST(" + form + " AS BIGINT)"
	return scalar(name, "a field of the date", on("(date) -> bigint", cast), on("(timestamp(p)) -> bigint", cast), by("(timestamp(p) with time zone) -> bigint", local(cast)))
}

func clock(name, form string) *Function {
	cast := "CAST(" + form + " AS BIGINT)"
	return scalar(name, "a field of the time", on("(timestamp(p)) -> bigint", cast), by("(timestamp(p) with time zone) -> bigint", local(cast)), on("(time(p)) -> bigint", cast))
}

// local is a form over the wall clock of the first argument's zone.
func local(form string) func(*Call) (string, error) {
	return func(c *Call) (string, error) {
		d := *c
		d.Args = append([]Arg(nil), c.Args...)
		d.Args[0].Text = Local(c.Args[0].Text, c.Args[0].Type.Zone)
		return Fill(form, &d)
	}
}

var dateUnits = map[string]bool{"millisecond": true, "second": true, "minute": true, "hour": true, "day": true, "week": true, "month": true, "quarter": true, "year": true}

// unit reads the first argument, which has to be a literal unit that the type has.
func unit(c *Call, t schema.Type) (string, error) {
	s, ok := c.Args[0].Str()
	if !ok {
		return "", fmt.Errorf("%s is in Tarn with a literal unit only, so far", c.Name)
	}
	s = strings.ToLower(s)
	if !dateUnits[s] || t.Kind == schema.Date && (strings.HasSuffix(s, "second") || s == "minute" || s == "hour") {
		kind := "Timestamp"
		if t.Kind == schema.Date {
			kind = "DATE"
		}
		return "", fmt.Errorf("'%s' is not a valid %s field", s, kind)
	}
	return s, nil
}

func unitForm(form string) func(*Call) (string, error) {
	return func(c *Call) (string, error) {
		u, err := unit(c, c.Args[len(c.Args)-1].Type)
		if err != nil {
			return "", err
		}
		d := *c
		d.Args = append([]Arg(nil), c.Args...)
		d.Args[0].Text = QuoteText(u)
		zone := c.Args[1].Type.Zone
		if zone != "" && (u == "day" || u == "week" || u == "month" || u == "quarter" || u == "year") {
			for i := 1; i < len(d.Args); i++ {
				d.Args[i].Text = Local(d.Args[i].Text, zone)
			}
		}
		return Fill(form, &d)
	}
}

func truncZoned(c *Call) (string, error) {
	u, err := unit(c, c.Result)
	if err != nil {
		return "", err
	}
	zone := c.Args[1].Type.Zone
	return Instant("date_trunc("+QuoteText(u)+", "+Local(c.Args[1].Text, zone)+")", zone), nil
}

func dateAdd(c *Call) (string, error) {
	u, err := unit(c, c.Args[2].Type)
	if err != nil {
		return "", err
	}
	n := map[string]string{"millisecond": "to_milliseconds($2)", "second": "to_seconds($2)", "minute": "to_minutes($2)", "hour": "to_hours($2)", "day": "to_days(CAST($2 AS INTEGER))",
		"week": "to_days(CAST(7 * $2 AS INTEGER))", "month": "to_months(CAST($2 AS INTEGER))", "quarter": "to_months(CAST(3 * $2 AS INTEGER))", "year": "to_months(CAST(12 * $2 AS INTEGER))"}[u]
	n, err = Fill(n, c)
	if err != nil {
		return "", err
	}
	x := c.Args[2]
	switch {
	case x.Type.Kind == schema.Date:
		return "CAST((" + x.Text + " + " + n + ") AS DATE)", nil
	case x.Type.Zone != "" && (u == "day" || u == "week" || u == "month" || u == "quarter" || u == "year"):
		return Instant("("+Local(x.Text, x.Type.Zone)+" + "+n+")", x.Type.Zone), nil
	}
	return "(" + x.Text + " + " + n + ")", nil
}

func dateFormat(convert func(string) (string, error)) func(*Call) (string, error) {
	return func(c *Call) (string, error) {
		s, ok := c.Args[1].Str()
		if !ok {
			return "", fmt.Errorf("%s is in Tarn with a literal pattern only, so far", c.Name)
		}
		duck, err := convert(s)
		if err != nil {
			return "", err
		}
		if strings.Contains(duck, "%z") {
			return "", fmt.Errorf("a zone in %s is not in Tarn yet", c.Name)
		}
		return "strftime(" + Local(c.Args[0].Text, c.Args[0].Type.Zone) + ", " + QuoteText(duck) + ")", nil
	}
}

func dateParse(convert func(string) (string, error)) func(*Call) (string, error) {
	return func(c *Call) (string, error) {
		s, ok := c.Args[1].Str()
		if !ok {
			return "", fmt.Errorf("%s is in Tarn with a literal pattern only, so far", c.Name)
		}
		duck, err := convert(strings.ReplaceAll(s, "%T", "%H:%i:%s"))
		if err != nil {
			return "", err
		}
		duck = strings.ReplaceAll(duck, "%-", "%")
		if strings.Contains(duck, "%z") {
			if !strings.HasSuffix(duck, "%z") || strings.Count(duck, "%z") > 1 {
				return "", fmt.Errorf("a zone that is not at the end of a pattern of %s is not in Tarn yet", c.Name)
			}
			return Fill("(CASE WHEN $1 IS NULL OR regexp_matches($1, '([+-]00:?00|Z)$') THEN strptime($1, "+QuoteText(duck)+") AT TIME ZONE 'UTC' ELSE {fail a zone that differs from row to row is not in Tarn yet} END)", c)
		}
		return "strptime(" + c.Args[0].Text + ", " + QuoteText(duck) + ")", nil
	}
}

// iso8601: as many digits as the precision has; UTC is Z, other zones their offset.
func iso8601(utc string) func(*Call) (string, error) {
	return func(c *Call) (string, error) {
		t := c.Args[0].Type
		form, digits := "%Y-%m-%dT%H:%M:%S", t.Precision
		text := Local(c.Args[0].Text, t.Zone)
		out := "strftime(" + text + ", '" + form + "')"
		if digits > 0 {
			out = fmt.Sprintf("left(strftime(%s, '%s.%%f'), %d)", text, form, len("2006-01-02T15:04:05.")+digits)
		}
		switch {
		case utc == "":
			return out, nil
		case t.Zone == "":
			return "(" + out + " || 'Z')", nil
		case strings.ContainsAny(t.Zone[:1], "+-"):
			return "(" + out + " || " + QuoteText(t.Zone) + ")", nil
		}
		return "", fmt.Errorf("to_iso8601 in the zone %s is not in Tarn yet", t.Zone)
	}
}
