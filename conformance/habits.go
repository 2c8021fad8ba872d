package main

import (
	"regexp"
	"strconv"
	"strings"
)

// Statements written for CloudTrail Lake and Athena rely on habits that plain Trino does not have. These rules, and no others,
// turn them into what the oracle is asked. Tarn is asked the statement as it is.
//
//	store-id      FROM dd9b02cd-…            FROM "dd9b02cd-…"
//	lake-time     eventTime > '2022-01-11'   eventTime > TIMESTAMP '2022-01-11', of an event data store
//	place         FROM "db"."table"          FROM "table": the test tables lie in one schema
//	parameter     … = ?                      EXECUTE IMMEDIATE '… = ?' USING …
//	unnest-row    UNNEST(rows) AS t (row)    UNNEST(transform(rows, e -> ROW(e))) AS t (row), where Trino refuses the number of names
//
// "$path" is a column of the test tables where queries use it.

const (
	storeID = `[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}`
	name    = `(?:"[^"]+"|[\w-]+)`
)

var (
	bareStore   = regexp.MustCompile(`(?i)\b((?:FROM|JOIN)\s+)(` + storeID + `)\b`)
	lakeTime    = regexp.MustCompile(`(?i)\b((?:\w+\.)*eventTime\s*(?:>=|<=|<>|!=|=|>|<)\s*)'([^']*)'`)
	lakeBetween = regexp.MustCompile(`(?i)\b((?:\w+\.)*eventTime\s+BETWEEN\s+)'([^']*)'(\s+AND\s+)'([^']*)'`)
	asTime      = regexp.MustCompile(`^(\d{4}-\d\d-\d\d)(?:[T ]([\d:.]+))?Z?$`)
	fromName    = regexp.MustCompile(`(?i)(?:\b(?:FROM|JOIN)\s+|,\s*)((?:` + name + `\s*\.\s*)*` + name + `)`)
	remark      = regexp.MustCompile(`(?s)--[^\n]*|/\*.*?\*/`)
)

// named gives the test tables that a statement names.
func (ts *tables) named(sql string) []string {
	var out []string
	for _, m := range fromName.FindAllStringSubmatch(remark.ReplaceAllString(sql, " "), -1) {
		parts := strings.Split(m[1], ".")
		last := strings.ToLower(strings.Trim(strings.TrimSpace(parts[len(parts)-1]), `"`))
		if ts.byName[last] != nil {
			out = append(out, last)
		}
	}
	return out
}

// plainTrino applies the rules. It also gives the values of the statement's parameters.
func (ts *tables) plainTrino(sql string, named []string) (text string, params []string) {
	text = bareStore.ReplaceAllString(sql, `$1"$2"`)
	lake := false
	for _, n := range named {
		t := ts.byName[n]
		lake = lake || t.relation != nil && t.relation.Lake || t.lake
		place := regexp.MustCompile(`(?i)(?:(?:"[^"]+"|\b\w+)\s*\.\s*)+("?` + regexp.QuoteMeta(n) + `\b"?)`)
		text = place.ReplaceAllString(text, "$1")
	}
	if lake {
		text = lakeTime.ReplaceAllStringFunc(text, func(s string) string {
			m := lakeTime.FindStringSubmatch(s)
			return m[1] + timeLiteral(m[2])
		})
		text = lakeBetween.ReplaceAllStringFunc(text, func(s string) string {
			m := lakeBetween.FindStringSubmatch(s)
			return m[1] + timeLiteral(m[2]) + m[3] + timeLiteral(m[4])
		})
	}
	bare := regexp.MustCompile(`'[^']*'`).ReplaceAllString(remark.ReplaceAllString(text, " "), "''")
	if n := strings.Count(bare, "?"); n > 0 {
		for range n {
			params = append(params, parameterFor(bare, len(params)))
		}
		text = "EXECUTE IMMEDIATE " + quoteText(text) + " USING " + strings.Join(params, ", ")
	}
	return text, params
}

var (
	atPlace   = regexp.MustCompile(`^line (\d+):(\d+): Column alias list has`)
	oneUnnest = regexp.MustCompile(`(?is)^UNNEST\s*\(([^(),]+)\)`)
)

// unnestRow applies the rule of that name where Trino's error says that it is needed; false where it does not.
func unnestRow(sql string, refused *recorded) (string, bool) {
	m := atPlace.FindStringSubmatch(refused.Message)
	if m == nil || refused.Code != "MISMATCHED_COLUMN_ALIASES" {
		return "", false
	}
	line, _ := strconv.Atoi(m[1])
	column, _ := strconv.Atoi(m[2])
	lines := strings.SplitAfter(sql, "\n")
	if line > len(lines) {
		return "", false
	}
	chars := []rune(lines[line-1])
	if column > len(chars) {
		return "", false
	}
	before := strings.Join(lines[:line-1], "") + string(chars[:column-1])
	rest := sql[len(before):]
	found := oneUnnest.FindStringSubmatch(rest)
	if found == nil {
		return "", false
	}
	return before + "UNNEST(transform(" + found[1] + ", e -> ROW(e)))" + rest[len(found[0]):], true
}

func timeLiteral(s string) string {
	m := asTime.FindStringSubmatch(s)
	switch {
	case m == nil:
		return "'" + s + "'"
	case m[2] == "":
		return "TIMESTAMP '" + m[1] + "'"
	}
	return "TIMESTAMP '" + m[1] + " " + m[2] + "'"
}

var beforeParameter = regexp.MustCompile(`(?i)(\w+)\s*=\s*\?|date_add\('', (\?)`)

// parameterFor makes up a value: a number for what is a number in the test tables, and a text otherwise.
func parameterFor(bare string, i int) string {
	for _, m := range beforeParameter.FindAllStringSubmatch(bare, -1) {
		if i > 0 {
			i--
			continue
		}
		switch strings.ToLower(m[1]) {
		case "", "day":
			return "-3000"
		case "year", "month":
			return "1"
		}
		break
	}
	return "'app/web/50dc6c495c0c9188'"
}
