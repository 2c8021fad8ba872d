package main

import (
	"regexp"
	"slices"
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
	atPlace     = regexp.MustCompile(`^line (\d+):(\d+): Column alias list has`)
	noRow       = regexp.MustCompile(`^line \d+:\d+: Expression (\w+) is not of type ROW$`)
	unnestStart = regexp.MustCompile(`(?i)\bUNNEST\s*\(`)
	unnestNames = regexp.MustCompile(`(?i)^\s*(?:WITH\s+ORDINALITY\s*)?(?:AS\s+)?\w+\s*\(([^()]*)\)`)
)

// unnestRow applies the rule of that name where Trino's error says that it is needed; false where it does not.
func unnestRow(sql string, refused *recorded) (string, bool) {
	for _, m := range unnestStart.FindAllStringIndex(sql, -1) {
		argument := sql[m[1] : m[1]+argumentEnd(sql[m[1]:])]
		names := unnestNames.FindStringSubmatch(strings.TrimPrefix(sql[m[1]+len(argument):], ")"))
		if names == nil || strings.HasPrefix(argument, "transform(") || !unnestRefused(sql[:m[0]], names[1], refused) {
			continue
		}
		return sql[:m[1]] + "transform(" + argument + ", e -> ROW(e))" + sql[m[1]+len(argument):], true
	}
	return "", false
}

// unnestRefused reports whether Trino's error is about an UNNEST that stands after a text and has these names.
func unnestRefused(before, names string, refused *recorded) bool {
	switch refused.Code {
	case "MISMATCHED_COLUMN_ALIASES":
		m := atPlace.FindStringSubmatch(refused.Message)
		line := strings.Count(before, "\n") + 1
		column := len([]rune(before[strings.LastIndexByte(before, '\n')+1:])) + 1
		return m != nil && m[1] == strconv.Itoa(line) && m[2] == strconv.Itoa(column)
	case "TYPE_MISMATCH":
		m := noRow.FindStringSubmatch(refused.Message)
		return m != nil && slices.ContainsFunc(strings.Split(names, ","), func(n string) bool { return strings.EqualFold(strings.TrimSpace(n), m[1]) })
	}
	return false
}

// argumentEnd is where the one argument ends that a text begins with.
func argumentEnd(text string) int {
	depth, quoted := 0, false
	for i, c := range text {
		switch {
		case c == '\'':
			quoted = !quoted
		case quoted:
		case c == '(' || c == '[':
			depth++
		case (c == ')' || c == ']') && depth > 0:
			depth--
		case c == ')' || c == ',' && depth == 0:
			return i
		}
	}
	return len(text)
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
