package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"tarn/internal/schema"
)

// wish is a row that a statement would like to find: values for columns, or for what is within them.
type wish []wanted

type wanted struct {
	path  []string // the column, members of it, then keys of a map or members of JSON text
	value string
}

const (
	pathText = `((?:"[^"]+"|[A-Za-z_]\w*)(?:\s*\.\s*(?:"[^"]+"|[A-Za-z_]\w*))*)`
	literal  = `'((?:[^']|'')*)'`
	value    = `(?:` + literal + `|(-?\d+(?:\.\d+)?))`
)

// compared finds what columns are compared with; keyed the keys of maps, inJSON the members of JSON text.
var (
	compared = regexp.MustCompile(`(?i)(?:\blower\s*\(\s*)?` + pathText + `\)?\s*(NOT\s+)?(<>|!=|>=|<=|=|>|<|LIKE\b|BETWEEN\b|IN\s*\()\s*(?:(?:DATE|TIMESTAMP)\s*\(?\s*)?` + value)
	keyed    = regexp.MustCompile(`(?i)(?:element_at\s*\(\s*` + pathText + `\s*,\s*'([^']+)'\s*\)|` + pathText + `\[\s*'([^']+)'\s*\])(?:\s*(=|LIKE\b)\s*` + literal + `)?`)
	inJSON   = regexp.MustCompile(`(?i)json_extract(?:_scalar)?\s*\(\s*` + pathText + `\s*,\s*'\$([^']*)'\s*\)(?:\s*(=|LIKE\b|IN\s*\()\s*` + literal + `)?`)
	parsed   = regexp.MustCompile(`(?i)parse_datetime\(\s*` + pathText + `\s*,\s*'dd/MMM/yyyy:HH:mm:ss Z'\)\s*BETWEEN\s*parse_datetime\(\s*'([\d-]+)`)
	more     = regexp.MustCompile(`^\s*,\s*` + literal)
	segment  = regexp.MustCompile(`\.?([A-Za-z_][\w:-]*)|\[(\d+)\]|\["([^"]+)"\]`)
)

// mostWishes is how many rows a statement gets.
const mostWishes = 5

// wishesOf reads a statement's text. Where a column is compared with several values, each is in one of the rows.
func wishesOf(sql string) []wish {
	sql = remark.ReplaceAllString(sql, " ")
	var paths [][]string
	values := map[string][]string{}
	add := func(path []string, v string) {
		key := strings.Join(path, "\x00")
		if values[key] == nil {
			paths = append(paths, path)
		}
		values[key] = append(values[key], v)
	}
	for _, m := range inJSON.FindAllStringSubmatch(sql, -1) {
		path := split(m[1])
		for _, s := range segment.FindAllStringSubmatch(m[2], -1) {
			path = append(path, s[1]+s[2]+s[3])
		}
		v := unlike(m[3], m[4])
		if v == "" {
			v = "a " + path[len(path)-1]
		}
		add(path, v)
	}
	for _, m := range keyed.FindAllStringSubmatch(sql, -1) {
		v := unlike(m[5], m[6])
		if v == "" {
			v = "a " + m[2] + m[4]
		}
		add(append(split(m[1]+m[3]), m[2]+m[4]), v)
	}
	for _, m := range compared.FindAllStringSubmatchIndex(sql, -1) {
		part := func(i int) string {
			if m[2*i] < 0 {
				return ""
			}
			return sql[m[2*i]:m[2*i+1]]
		}
		path, op := split(part(1)), strings.ToUpper(strings.Fields(part(3))[0])
		if part(2) != "" || op == "<>" || op == "!=" {
			continue
		}
		v := part(4) + part(5)
		switch op {
		case "LIKE":
			v = unlike("like", v)
		case ">", "<":
			v = beside(v, op == ">")
		}
		add(path, strings.ReplaceAll(v, "''", "'"))
		if strings.HasPrefix(op, "IN") {
			for rest := sql[m[1]:]; ; {
				next := more.FindStringSubmatch(rest)
				if next == nil {
					break
				}
				add(path, next[1])
				rest = rest[len(next[0]):]
			}
		}
	}
	for _, m := range parsed.FindAllStringSubmatch(sql, -1) {
		if at, err := time.Parse("2006-01-02", m[2][:10]); err == nil {
			add(split(m[1]), at.Add(7*time.Hour+1800*time.Second).Format("02/Jan/2006:15:04:05 +0000"))
		}
	}
	if len(paths) == 0 {
		return nil
	}
	rows := 1
	for _, v := range values {
		rows = max(rows, min(len(v), mostWishes))
	}
	out := make([]wish, rows)
	for i := range out {
		for _, path := range paths {
			v := values[strings.Join(path, "\x00")]
			out[i] = append(out[i], wanted{path, v[i%len(v)]})
		}
	}
	return out
}

func split(path string) []string {
	var out []string
	for _, p := range regexp.MustCompile(`"[^"]+"|\w+`).FindAllString(path, -1) {
		out = append(out, strings.ToLower(strings.Trim(p, `"`)))
	}
	return out
}

func unlike(op, v string) string {
	if !strings.EqualFold(op, "LIKE") {
		return v
	}
	return strings.NewReplacer(`\`, "", "%", "1", "_", "2").Replace(v)
}

// beside is a value a little above or below.
func beside(v string, above bool) string {
	step := map[bool]int{true: 1, false: -1}[above]
	if n, err := strconv.Atoi(v); err == nil {
		return strconv.Itoa(n + step)
	}
	for _, layout := range []string{"2006-01-02 15:04:05", "2006-01-02T15:04:05Z", "2006-01-02T15:04:05.000Z", "2006-01-02", "2006/01/02"} {
		if at, err := time.Parse(layout, v); err == nil {
			if len(layout) == 10 {
				return at.AddDate(0, 0, step).Format(layout)
			}
			return at.Add(time.Duration(step) * time.Second).Format(layout)
		}
	}
	return v
}

// apply puts the values into a row of a table, where they have a place.
func (w wish) apply(t *table, row []any) { w.applyFrom(t, row, 0) }

func (w wish) applyFrom(t *table, row []any, from int) {
	for _, x := range w {
		for skip := range x.path {
			if i := slices.IndexFunc(t.columns, func(c column) bool { return strings.EqualFold(c.name, x.path[skip]) }); i >= from {
				row[i] = put(t.columns[i].typ, t.columns[i].name, row[i], x.path[skip+1:], x.value)
				break
			}
			if skip == len(x.path)-1 && from == 0 {
				// A member of what UNNEST gives: the first member of this name, wherever it is.
				for i, c := range t.columns {
					if path := memberPath(c.typ, x.path[skip]); path != nil {
						row[i] = put(c.typ, c.name, row[i], path, x.value)
						break
					}
				}
			}
		}
	}
}

func memberPath(t schema.Type, name string) []string {
	switch t.Kind {
	case schema.Array:
		return memberPath(*t.Elem, name)
	case schema.Row:
		for _, f := range t.Fields {
			if strings.EqualFold(f.Name, name) && f.Type.Kind != schema.Row {
				return []string{name}
			}
		}
		for _, f := range t.Fields {
			if path := memberPath(f.Type, name); path != nil {
				return append([]string{f.Name}, path...)
			}
		}
	}
	return nil
}

var (
	digits      = regexp.MustCompile(`\d`)
	letters     = regexp.MustCompile(`[A-Za-z]+`)
	asDate      = regexp.MustCompile(`^\d{4}-\d\d-\d\d$`)
	asTimestamp = regexp.MustCompile(`^\d{4}-\d\d-\d\d( \d\d:\d\d:\d\d(\.\d+)?)?$`)
	asAddress   = regexp.MustCompile(`^[\d.]+$`)
)

// outline is how a text is made up: 0000-00-00a00:00:00a.
func outline(s string) string { return digits.ReplaceAllString(letters.ReplaceAllString(s, "a"), "0") }

// put gives old with a value within it; a value that does not suit the type, or the name, is left out: one wrong time in a column
// would make every statement fail that reads it.
func put(t schema.Type, name string, old any, path []string, v string) any {
	switch t.Kind {
	case schema.Varchar:
		lower := strings.ToLower(name)
		switch {
		case len(path) > 0:
			return jsonWith(old, path, v)
		case (strings.Contains(lower, "time") || lower == "date" || lower == "day") && outline(v) != outline(fmt.Sprint(old)),
			(strings.HasSuffix(lower, "ip") || strings.HasSuffix(lower, "addr") || strings.HasSuffix(lower, "address")) && !asAddress.MatchString(v):
			return old
		}
		return v
	case schema.Bigint, schema.Integer, schema.Smallint, schema.Double:
		if n, err := strconv.ParseInt(v, 10, 64); err == nil {
			return json.Number(strconv.FormatInt(n, 10))
		}
	case schema.Date:
		if asDate.MatchString(v) {
			return v
		}
	case schema.Timestamp:
		if asTimestamp.MatchString(v) {
			return v
		}
	case schema.Boolean:
		return v == "true"
	case schema.Map:
		if len(path) > 0 {
			m, _ := old.(map[string]any)
			out := map[string]any{}
			for k, x := range m {
				out[k] = x
			}
			out[strings.Join(path, ".")] = v
			return out
		}
	case schema.Array:
		list, _ := old.([]any)
		var first any
		if len(list) > 0 {
			first = list[0]
		}
		return append([]any{put(*t.Elem, name, first, path, v)}, list[min(1, len(list)):]...)
	case schema.Row:
		members, _ := old.([]any)
		out := make([]any, len(t.Fields))
		copy(out, members)
		if len(path) > 0 {
			for i, f := range t.Fields {
				if strings.EqualFold(f.Name, path[0]) {
					out[i] = put(f.Type, f.Name, out[i], path[1:], v)
				}
			}
		}
		return out
	}
	return old
}

// jsonWith gives a JSON text with a value within it.
func jsonWith(old any, path []string, v string) any {
	text, _ := old.(string)
	d := json.NewDecoder(strings.NewReader(text))
	d.UseNumber()
	var doc any
	if d.Decode(&doc) != nil {
		doc = nil
	}
	s, err := jsonText(within(doc, path, v))
	if err != nil {
		return old
	}
	return s
}

func within(doc any, path []string, v string) any {
	if len(path) == 0 {
		return v
	}
	if n, err := strconv.Atoi(path[0]); err == nil {
		list, _ := doc.([]any)
		for len(list) <= n {
			list = append(list, nil)
		}
		list[n] = within(list[n], path[1:], v)
		return list
	}
	object, _ := doc.(map[string]any)
	out := map[string]any{}
	for k, x := range object {
		out[k] = x
	}
	out[path[0]] = within(out[path[0]], path[1:], v)
	return out
}

// event gives an event that was changed as the wish says. n makes it another one.
func (w wish) event(text string, n int) (string, error) {
	d := json.NewDecoder(strings.NewReader(text))
	d.UseNumber()
	var event map[string]any
	if err := d.Decode(&event); err != nil {
		return "", err
	}
	event["eventID"] = fmt.Sprintf("%08x-1111-4222-8333-%012x", n, n)
	for _, x := range w {
		for skip := range x.path {
			column := storedNamed(schema.CloudTrail.Columns, x.path[skip])
			if column == nil {
				continue
			}
			event[column.Name] = wantedMember(column, event[column.Name], x.path[skip+1:], x.value)
			break
		}
	}
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	err := e.Encode(event)
	return strings.TrimSpace(b.String()), err
}

func storedNamed(columns []schema.Stored, name string) *schema.Stored {
	for i := range columns {
		if strings.EqualFold(columns[i].Name, name) && columns[i].Name[0] != '_' {
			return &columns[i]
		}
	}
	return nil
}

func wantedMember(c *schema.Stored, old any, path []string, v string) any {
	switch c.Kind {
	case schema.Timestamp:
		m := asTime.FindStringSubmatch(v)
		if m == nil {
			return old
		}
		clock := "12:00:00"
		if m[2] != "" {
			clock, _, _ = strings.Cut(m[2], ".")
		}
		return m[1] + "T" + clock + "Z"
	case schema.Boolean:
		return v == "true"
	case schema.JSON:
		if len(path) == 0 {
			if strings.ContainsAny(v, `"{}`) {
				return map[string]any{"text": strings.Trim(v, `"{}1`), "add": []any{map[string]any{"group": "all", "userId": "1"}}, "role": "r", "valuesToAdd": []any{"all"}}
			}
			return map[string]any{"text": v}
		}
		return within(old, path, v)
	case schema.Row:
		object, _ := old.(map[string]any)
		out := map[string]any{}
		for k, x := range object {
			out[k] = x
		}
		if len(path) > 0 {
			if m := storedNamed(c.Members, path[0]); m != nil {
				out[m.Name] = wantedMember(m, out[m.Name], path[1:], v)
			}
		}
		return out
	case schema.Array:
		list, _ := old.([]any)
		if len(path) > 0 {
			if m := storedNamed(c.Members, path[len(path)-1]); m != nil {
				return append([]any{map[string]any{m.Name: v}}, list...)
			}
		}
		return old
	case schema.Varchar:
		return v
	}
	return old
}
