package emit

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"

	"tarn/internal/schema"
	"tarn/internal/sql/analyze"
	"tarn/internal/sql/functions"
	"tarn/internal/sql/syntax"
)

// Trino gives the statement as Trino SQL: its own text, in which each place that is not plain Trino is replaced by what it
// means. A relation becomes a query over the stored table, which table names, as in "iceberg"."tarn"."cloudtrail": it gives
// the declared columns, and has the conditions on stored columns that every wanted row meets, because Trino would not see
// them through a conversion.
//
// The error is a *syntax.Error.
func Trino(q *analyze.Query, table func(*analyze.Scan) (string, error)) (sql string, err error) {
	defer func() {
		if r := recover(); r != nil {
			f, ok := r.(failure)
			if !ok {
				panic(r)
			}
			sql, err = "", f.err
		}
	}()
	return trinoPlaces(q, strings.TrimRight(q.Text, " \t\r\n;"), q.Plain, table)
}

// tableBody begins a place that is a query by itself: TABLE name.
var tableBody = regexp.MustCompile(`(?i)^TABLE\b`)

// trinoPlaces replaces the places of a text.
func trinoPlaces(q *analyze.Query, text string, plain []analyze.Plain, table func(*analyze.Scan) (string, error)) (string, error) {
	// Of several for one place, the last is the meaning: a parameter that turned out to be a time.
	type start struct {
		offset int
		empty  bool // what is put before a place
	}
	at := map[start]analyze.Plain{}
	for _, p := range plain {
		if p.Star && !q.Hidden {
			continue
		}
		if p.Star && p.Text == "" {
			refuse(p.Span, "a hidden column together with * over columns without names of their own is not in Tarn yet where the engine is Trino: name the columns")
		}
		at[start{p.From.Offset, p.From == p.To}] = p
	}
	places := make([]analyze.Plain, 0, len(at))
	for _, p := range at {
		places = append(places, p)
	}
	slices.SortFunc(places, func(a, b analyze.Plain) int {
		return cmp.Or(cmp.Compare(a.From.Offset, b.From.Offset), cmp.Compare(a.To.Offset, b.To.Offset))
	})
	var b strings.Builder
	done := 0
	for _, p := range places {
		if p.From.Offset < done { // within another place: the version of a relation
			continue
		}
		b.WriteString(text[done:p.From.Offset])
		done = p.To.Offset
		if p.Scan == nil && p.View == nil {
			b.WriteString(p.Text)
			continue
		}
		if tableBody.MatchString(text[p.From.Offset:p.To.Offset]) {
			b.WriteString("SELECT * FROM ") // TABLE name is a query
		}
		if p.View != nil {
			inner, err := trinoView(q, p.View, table)
			if err != nil {
				return "", err
			}
			b.WriteString(inner)
		} else {
			name, err := table(p.Scan)
			if err != nil {
				return "", err
			}
			b.WriteString(trinoRelation(p, name+trinoVersion(p.Scan.Relation.AsOf), q.Hidden))
		}
		if p.Alias != "" {
			b.WriteString(" AS " + functions.Quote(p.Alias))
		}
	}
	b.WriteString(text[done:])
	return b.String(), nil
}

// trinoView is a view's text as a relation, its columns of the names and types that it was made with.
func trinoView(q *analyze.Query, v *analyze.PlainView, table func(*analyze.Scan) (string, error)) (string, error) {
	text, err := trinoPlaces(q, v.Text, v.Plain, table)
	if err != nil {
		return "", err
	}
	names, items := make([]string, len(v.Columns)), make([]string, len(v.Columns))
	for i, c := range v.Columns {
		names[i] = functions.Quote(c.Name)
		items[i] = "CAST(" + names[i] + " AS " + c.Type + ") AS " + names[i]
	}
	return "(SELECT " + strings.Join(items, ", ") + " FROM (" + text + ") AS v(" + strings.Join(names, ", ") + "))", nil
}

// trinoVersion says which of a table's versions is meant.
func trinoVersion(at *schema.AsOf) string {
	switch {
	case at == nil:
		return ""
	case at.Time.IsZero():
		return fmt.Sprintf(" FOR VERSION AS OF BIGINT '%d'", at.Snapshot)
	}
	return " FOR TIMESTAMP AS OF TIMESTAMP '" + at.Time.UTC().Format("2006-01-02 15:04:05.000000") + " UTC'"
}

func refuse(at syntax.Span, format string, args ...any) {
	panic(failure{&syntax.Error{Span: at, Code: syntax.NotSupported, Msg: fmt.Sprintf(format, args...)}})
}

// trinoRelation is the query that gives a relation's declared columns.
func trinoRelation(p analyze.Plain, table string, hidden bool) string {
	rel := p.Scan.Relation
	var items []string
	for _, c := range rel.Columns {
		if c.Hidden && !hidden {
			continue
		}
		text := ""
		switch {
		case c.Computed == schema.EventJSON:
			text = trinoEventJSON(rel)
		case c.Computed != "":
			refuse(p.Span, "the column %s is not in Tarn yet where the engine is Trino", c.Name)
		default:
			text = trinoFace(functions.Quote(c.From), c.Stored, c.Type)
		}
		items = append(items, text+" AS "+functions.Quote(c.Name))
	}
	sql := "(SELECT " + strings.Join(items, ", ") + " FROM " + table
	var where []string
	for _, w := range p.Scan.Where {
		if text := trinoPredicate(w); text != "" {
			where = append(where, text)
		}
	}
	if where != nil {
		sql += " WHERE " + strings.Join(where, " AND ")
	}
	return sql + ")"
}

// trinoFace converts a stored value to its declared type, as schema.Column says.
//
// Trino has JSON as a type of its own, whose text is not the delivered one: an object's members are sorted. A map's scalars
// are as delivered.
func trinoFace(text string, stored, declared schema.Type) string {
	switch {
	case stored.Equal(declared):
		return text
	case stored.Kind == schema.JSON && stored.Elem != nil:
		return "TRY_CAST(json_parse(" + text + ") AS " + trinoType(declared) + ")"
	case stored.Kind == schema.JSON && declared.Kind == schema.Map:
		return "transform_values(TRY_CAST(json_parse(" + text + ") AS map(varchar, json)), (k, v) -> " + trinoScalar("v") + ")"
	case stored.Kind == schema.JSON && declared.Kind == schema.Row:
		parts := make([]string, len(declared.Fields))
		for i, f := range declared.Fields {
			parts[i] = trinoScalar("json_extract(" + text + `, ` + functions.QuoteText(`$["`+strings.ReplaceAll(strings.ReplaceAll(f.Name, `\`, `\\`), `"`, `\"`)+`"]`) + ")")
		}
		return "IF(TRY_CAST(json_parse(" + text + ") AS map(varchar, json)) IS NOT NULL, CAST(ROW(" + strings.Join(parts, ", ") + ") AS " + trinoType(declared) + "))"
	case stored.Kind == schema.JSON:
		return "nullif(" + text + ", 'null')"
	case stored.Kind == schema.Timestamp && declared.Kind == schema.Varchar:
		return "date_format(" + text + ", '%Y-%m-%dT%H:%i:%sZ')"
	case stored.Kind == schema.Array && declared.Kind == schema.Array:
		inner := trinoFace("x", *stored.Elem, *declared.Elem)
		if inner == "x" {
			return text
		}
		return "transform(" + text + ", x -> " + inner + ")"
	case stored.Kind == schema.Row && declared.Kind == schema.Row:
		parts := make([]string, len(declared.Fields))
		for i, f := range declared.Fields {
			j := memberOf(stored, f.Name)
			if j < 0 {
				parts[i] = "NULL"
				continue
			}
			parts[i] = trinoFace(text+"."+functions.Quote(stored.Fields[j].Name), stored.Fields[j].Type, f.Type)
		}
		return "IF(" + text + " IS NOT NULL, CAST(ROW(" + strings.Join(parts, ", ") + ") AS " + trinoType(declared) + "))"
	}
	return "CAST(" + text + " AS " + trinoType(declared) + ")"
}

// trinoScalar is a JSON value's text: a scalar's own, otherwise its JSON.
func trinoScalar(v string) string {
	return "IF(json_format(" + v + ") <> 'null', coalesce(json_extract_scalar(" + v + ", '$'), json_format(" + v + ")))"
}

// trinoType is a type as Trino's grammar has it.
func trinoType(t schema.Type) string { return t.String() }

// trinoEventJSON puts the delivered event together: its members from their columns, and what no column holds from the
// overflow, whose value of a member goes before the column's.
func trinoEventJSON(rel *schema.Relation) string {
	var event []schema.Field
	overflow := ""
	seen := map[string]bool{}
	for _, c := range rel.Columns {
		switch {
		case c.From == "" || seen[c.From]:
		case c.From == "_overflow":
			overflow = functions.Quote(c.From)
		case c.From[0] != '_':
			event = append(event, schema.Field{Name: c.From, Type: c.Stored})
		}
		seen[c.From] = true
	}
	column := func(f schema.Field) string { return functions.Quote(f.Name) }
	plain := trinoObject(event, column)
	if overflow == "" {
		return plain
	}
	return "IF(" + overflow + " IS NULL, " + plain + ", " + trinoMerged(event, column, "$", overflow) + ")"
}

// trinoObject is the JSON of members that are present; text gives a member's value.
func trinoObject(members []schema.Field, text func(schema.Field) string) string {
	parts := make([]string, len(members))
	for i, f := range members {
		parts[i] = trinoJSONMember(f.Name, text(f), f.Type)
	}
	return trinoJoined("ARRAY[" + strings.Join(parts, ", ") + "]")
}

func trinoJoined(members string) string {
	return "('{' || array_join(filter(" + members + ", m -> m IS NOT NULL), ',') || '}')"
}

// trinoMerged is the JSON of members and of what the overflow has at a path, which is an object there.
func trinoMerged(members []schema.Field, text func(schema.Field) string, path, overflow string) string {
	parts, names := make([]string, len(members)), make([]string, len(members))
	for i, f := range members {
		column, below := text(f), path+"."+f.Name
		over := "json_extract(" + overflow + ", " + functions.QuoteText(below) + ")"
		value := trinoJSONText(column, f.Type)
		if f.Type.Kind == schema.Row {
			merged := trinoMerged(f.Type.Fields, func(g schema.Field) string { return column + "." + functions.Quote(g.Name) }, below, overflow)
			value = "IF(TRY_CAST(" + over + " AS map(varchar, json)) IS NOT NULL AND " + column + " IS NOT NULL, " + merged + ", coalesce(json_format(" + over + "), " + value + "))"
		} else {
			value = "coalesce(json_format(" + over + "), " + value + ")"
		}
		names[i] = functions.QuoteText(f.Name)
		parts[i] = "IF(" + column + " IS NOT NULL OR " + over + " IS NOT NULL, " + functions.QuoteText(`"`+f.Name+`":`) + " || " + value + ")"
	}
	object := overflow
	if path != "$" {
		object = "json_format(json_extract(" + overflow + ", " + functions.QuoteText(path) + "))"
	}
	unknown := "map_filter(CAST(json_parse(" + object + ") AS map(varchar, json)), (k, v) -> k NOT IN (" + strings.Join(names, ", ") + "))"
	more := "transform(map_entries(" + unknown + "), e -> json_format(CAST(e[1] AS json)) || ':' || json_format(e[2]))"
	return trinoJoined("ARRAY[" + strings.Join(parts, ", ") + "] || " + more)
}

func trinoJSONMember(name, text string, t schema.Type) string {
	return "IF(" + text + " IS NOT NULL, " + functions.QuoteText(`"`+name+`":`) + " || " + trinoJSONText(text, t) + ")"
}

// trinoJSONText is a present value's JSON.
func trinoJSONText(text string, t schema.Type) string {
	switch t.Kind {
	case schema.JSON:
		return text
	case schema.Timestamp:
		return "date_format(" + text + `, '"%Y-%m-%dT%H:%i:%sZ"')`
	case schema.Varchar:
		return "json_format(CAST(" + text + " AS json))"
	case schema.Row:
		return trinoObject(t.Fields, func(f schema.Field) string { return text + "." + functions.Quote(f.Name) })
	case schema.Array:
		return "'[' || array_join(transform(" + text + ", x -> IF(x IS NULL, 'null', " + trinoJSONText("x", *t.Elem) + ")), ',') || ']'"
	}
	return "CAST(" + text + " AS varchar)"
}

// trinoPredicate is a condition on a stored column, "" for one that Trino has no use for.
func trinoPredicate(p schema.Predicate) string {
	parts := strings.Split(p.Column, ".")
	for i := range parts {
		parts[i] = functions.Quote(parts[i])
	}
	column := strings.Join(parts, ".")
	values := make([]string, len(p.Values))
	for i, v := range p.Values {
		switch v := v.(type) {
		case string:
			values[i] = trinoText(v)
		case int64:
			values[i] = fmt.Sprint(v)
		case bool:
			values[i] = fmt.Sprint(v)
		case time.Time:
			values[i] = "TIMESTAMP '" + v.UTC().Format("2006-01-02 15:04:05.000000") + "'"
		default:
			return ""
		}
	}
	if op, ok := map[schema.Op]string{schema.Eq: "=", schema.Lt: "<", schema.Le: "<=", schema.Gt: ">", schema.Ge: ">="}[p.Op]; ok {
		return column + " " + op + " " + values[0]
	}
	switch p.Op {
	case schema.In:
		return column + " IN (" + strings.Join(values, ", ") + ")"
	case schema.IsNull:
		return column + " IS NULL"
	case schema.NotNull:
		return column + " IS NOT NULL"
	}
	return ""
}

// trinoText writes a text for Trino, which has every character but those of no code point.
func trinoText(s string) string { return "'" + strings.ReplaceAll(s, "'", "''") + "'" }
