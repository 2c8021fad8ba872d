// Package picture draws what a panel of a dashboard has, as SVG, for where no browser does.
package picture

import (
	"cmp"
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"tarn/internal/account"
	"tarn/internal/dashboard"
	"tarn/internal/query"
	"tarn/internal/query/format"
	"tarn/internal/sql/analyze"
)

// Draw is a panel's answer as an SVG document. Fonts are the reader's own. What has no form of its own here is drawn as lying bars: flows by
// their ends, maps by their places.
// Names of accounts stand beside their IDs.
func Draw(p dashboard.Panel, a dashboard.Answer, language string, names account.Names) []byte {
	t := tableOf(a.Columns, a.Rows)
	for _, r := range t.rows {
		for i, cell := range r {
			r[i] = names.Beside(cell)
		}
	}
	height := 340.0
	switch p.Chart.Type {
	case "number":
		height = 190
	case "table":
		height = 100 + 22*float64(min(len(t.rows), tableRows))
	}
	c := newCanvas(p.Title.In(language), p.Width, height)
	switch p.Chart.Type {
	case "number":
		c.number(FigureOf(p.Chart, a))
	case "table":
		c.table(t)
	case "pie":
		c.pie(seriesOf(p.Chart, t), p.Chart.Unit)
	case "heatmap":
		c.heatmap(p.Chart, t, language)
	case "line", "area":
		c.lines(seriesOf(p.Chart, t), p.Chart)
	case "bar", "stacked":
		c.bars(seriesOf(p.Chart, t), p.Chart)
	default:
		c.lying(seriesOf(p.Chart, t), p.Chart)
	}
	return c.end()
}

// table is an answer as texts; a value that is missing is empty.
type table struct {
	columns []string
	types   []string
	rows    [][]string
}

func tableOf(columns []analyze.Output, rows []query.Row) table {
	var t table
	for _, c := range columns {
		t.columns, t.types = append(t.columns, c.Name), append(t.types, c.Type.String())
	}
	for _, r := range rows {
		cells := make([]string, len(r))
		for i, v := range r {
			cells[i], _ = format.Cell(columns[i].Type, v)
		}
		t.rows = append(t.rows, cells)
	}
	return t
}

func (t table) at(name string) int { return slices.Index(t.columns, name) }

// value is a cell as a number; ok is false where it is none.
func value(cell string) (v float64, ok bool) {
	v, err := strconv.ParseFloat(cell, 64)
	return v, err == nil && !math.IsNaN(v) && !math.IsInf(v, 0)
}

// most is how many series a picture tells apart; the smallest of more are left out.
const most = 8

// series are numbers by category, a name each.
type series struct {
	categories []string
	names      []string
	// values are by series and category; NaN is none.
	values [][]float64
	// ordered says that the categories are in an order of their own, as times are.
	ordered bool
}

// day is how a text begins that says when.
var day = regexp.MustCompile(`^\d{4}-\d\d`)

func isTime(t string) bool { return strings.HasPrefix(t, "timestamp") || t == "date" }

func isNumber(t string) bool {
	return slices.ContainsFunc([]string{"tinyint", "smallint", "integer", "bigint", "real", "double", "decimal"}, func(p string) bool { return strings.HasPrefix(t, p) })
}

// seriesOf takes a chart's series out of a table, the greatest first where a column tells them apart.
func seriesOf(c dashboard.Chart, t table) (s series) {
	x, by := t.at(c.X), t.at(c.Series)
	if c.Source != "" {
		x = t.at(c.Source)
	}
	to := t.at(c.Target)
	when := x >= 0 && isTime(t.types[x])
	s.ordered = when || x >= 0 && (isNumber(t.types[x]) || !slices.ContainsFunc(t.rows, func(r []string) bool { return !day.MatchString(r[x]) }))
	place, of := map[string]int{}, map[string]int{}
	named := func(r []string) string {
		category := "–"
		if x >= 0 && r[x] != "" {
			category = r[x]
		}
		if to >= 0 {
			category += " → " + r[to]
		}
		return category
	}
	for _, r := range t.rows {
		category := named(r)
		if _, ok := place[category]; !ok {
			place[category] = len(s.categories)
			s.categories = append(s.categories, category)
		}
	}
	add := func(name, category, cell string) {
		i, ok := of[name]
		if !ok {
			i = len(s.names)
			of[name] = i
			s.names = append(s.names, name)
			s.values = append(s.values, slices.Repeat([]float64{math.NaN()}, len(s.categories)))
		}
		if v, ok := value(cell); ok {
			at := &s.values[i][place[category]]
			if math.IsNaN(*at) {
				*at = 0
			}
			*at += v
		}
	}
	for _, r := range t.rows {
		category := named(r)
		for i, y := range c.Y {
			at := t.at(y)
			switch {
			case at < 0:
			case by < 0:
				add(y, category, r[at])
			case i == 0:
				add(r[by], category, r[at])
			}
		}
	}
	s.sort(by >= 0)
	if when {
		s.shorten()
	}
	return s
}

func sum(values []float64) (n float64) {
	for _, v := range values {
		if !math.IsNaN(v) {
			n += v
		}
	}
	return n
}

// sort orders the categories where they have an order, and series by their sizes.
func (s *series) sort(bySize bool) {
	if s.ordered {
		order := make([]int, len(s.categories))
		for i := range order {
			order[i] = i
		}
		slices.SortStableFunc(order, func(a, b int) int {
			x, okx := value(s.categories[a])
			y, oky := value(s.categories[b])
			if okx && oky {
				return cmp.Compare(x, y)
			}
			return cmp.Compare(s.categories[a], s.categories[b])
		})
		s.categories = picked(s.categories, order)
		for i := range s.values {
			s.values[i] = picked(s.values[i], order)
		}
	}
	if !bySize {
		return
	}
	order := make([]int, len(s.names))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(sum(s.values[b]), sum(s.values[a])) })
	order = order[:min(len(order), most)]
	s.names, s.values = picked(s.names, order), picked(s.values, order)
}

func picked[T any](all []T, order []int) []T {
	out := make([]T, len(order))
	for i, at := range order {
		out[i] = all[at]
	}
	return out
}

// shorten writes times as far as they say something: days where all are midnights.
func (s *series) shorten() {
	days := !slices.ContainsFunc(s.categories, func(c string) bool { return len(c) > 10 && !strings.HasPrefix(c[10:], " 00:00:00") })
	for i, c := range s.categories {
		if days {
			s.categories[i] = c[:min(len(c), 10)]
		} else {
			s.categories[i] = c[:min(len(c), 16)]
		}
	}
}
