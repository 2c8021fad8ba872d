// Package report holds the reports: views that answer what people ask of their logs every month, in a time zone.
package report

import (
	"embed"
	"fmt"
	"path"
	"slices"
	"strings"
	"sync"
)

//go:embed sql/*.sql
var files embed.FS

// View is a report. Its first lines say what it is, which kind of store it reads, or which other report.
type View struct {
	Name, Description string
	// Table is the kind of store that it reads: cloudtrail, alb, vpcflow; Over is the report that it reads instead.
	Table, Over string
	text        string
}

// Views gives the reports, each after the one that it reads.
var Views = sync.OnceValue(func() []View {
	entries, err := files.ReadDir("sql")
	if err != nil {
		panic(err)
	}
	var left, out []View
	for _, e := range entries {
		text, err := files.ReadFile(path.Join("sql", e.Name()))
		if err != nil {
			panic(err)
		}
		left = append(left, parse(strings.TrimSuffix(e.Name(), ".sql"), string(text)))
	}
	for len(left) > 0 {
		i := slices.IndexFunc(left, func(v View) bool {
			return v.Over == "" || slices.ContainsFunc(out, func(o View) bool { return o.Name == v.Over })
		})
		if i < 0 {
			panic("a report reads one that is not there: " + left[0].Name)
		}
		out, left = append(out, left[i]), slices.Delete(left, i, i+1)
	}
	return out
})

func parse(name, text string) View {
	v := View{Name: name}
	for {
		line, rest, _ := strings.Cut(text, "\n")
		key, value, ok := strings.Cut(strings.TrimPrefix(line, "-- "), ": ")
		if !strings.HasPrefix(line, "-- ") || !ok {
			break
		}
		switch key {
		case "description":
			v.Description = value
		case "table":
			v.Table = value
		case "view":
			v.Over = value
		default:
			panic("report " + name + " has a line that is not known: " + line)
		}
		text = rest
	}
	v.text = strings.TrimSpace(text)
	return v
}

// Kind is the kind of store that a report's rows come from in the end.
func (v View) Kind() string {
	for v.Over != "" {
		over := v.Over
		v = Views()[slices.IndexFunc(Views(), func(o View) bool { return o.Name == over })]
	}
	return v.Table
}

// SQL is the report's query, in a time zone. table is the store's name in SQL, database the one that the reports are in.
func (v View) SQL(zone, table, database string) string {
	replace := []string{"@zone", "'" + strings.ReplaceAll(zone, "'", "''") + "'", "@table", table}
	if v.Over != "" {
		replace = append(replace, "@"+v.Over, quote(database)+"."+quote(v.Over))
	}
	return strings.NewReplacer(replace...).Replace(v.text)
}

// Relation is the report's query for a FROM clause, in parentheses, with the one that it reads within.
func (v View) Relation(zone, table string) string {
	text := v.SQL(zone, table, "")
	for _, o := range Views() {
		if o.Name == v.Over {
			text = strings.ReplaceAll(text, quote("")+"."+quote(o.Name), o.Relation(zone, table)+" AS "+quote(o.Name))
		}
	}
	return "(" + text + ")"
}

// Statement makes the report's view.
func (v View) Statement(zone, table, database string) string {
	return fmt.Sprintf("CREATE OR REPLACE VIEW %s.%s COMMENT '%s' AS\n%s", quote(database), quote(v.Name), strings.ReplaceAll(v.Description, "'", "''"), v.SQL(zone, table, database))
}

func quote(name string) string { return `"` + strings.ReplaceAll(name, `"`, `""`) + `"` }
