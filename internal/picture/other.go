package picture

import (
	"cmp"
	"fmt"
	"html"
	"math"
	"slices"
	"strconv"

	"tarn/internal/dashboard"
	"tarn/internal/term"
)

func escape(s string) string { return html.EscapeString(printable(s)) }

// slices of a pie that are told apart; the others are one, called ….
const pieParts = 8

// pie draws a ring, with the parts and their shares beside it.
func (c *canvas) pie(s series, unit string) {
	type part struct {
		name string
		v    float64
	}
	var parts []part
	total := 0.0
	if len(s.values) > 0 {
		for i, v := range s.values[0] {
			if v > 0 {
				parts = append(parts, part{s.categories[i], v})
				total += v
			}
		}
	}
	if total == 0 {
		c.empty()
		return
	}
	slices.SortStableFunc(parts, func(a, b part) int { return cmp.Compare(b.v, a.v) })
	if len(parts) > pieParts {
		rest := part{name: "…"}
		for _, p := range parts[pieParts-1:] {
			rest.v += p.v
		}
		parts = append(parts[:pieParts-1], rest)
	}
	r := (c.bottom - c.top) / 2
	x, y, inner := c.left+r+8, c.top+r, r*0.58
	from := -math.Pi / 2
	point := func(angle, r float64) string {
		return fmt.Sprintf("%.2f %.2f", x+r*math.Cos(angle), y+r*math.Sin(angle))
	}
	legend := x + r + 36
	for i, p := range parts {
		share := p.v / total
		// A whole ring has no two ends.
		to := from + math.Min(share, 0.99999)*2*math.Pi
		large := 0
		if share > 0.5 {
			large = 1
		}
		title := label(p.name, Amount(p.v, unit), decimal(share*100, 1)+"%")
		fmt.Fprintf(&c.b, `<path d="M%sA%.2f %.2f 0 %d 1 %sL%sA%.2f %.2f 0 %d 0 %sZ" fill="%s" stroke="#ffffff" stroke-width="1.5"><title>%s</title></path>`,
			point(from, r), r, r, large, point(to, r), point(to, inner), inner, inner, large, point(from, inner), colour(i), escape(title))
		from = to
		at := c.top + 16 + float64(i)*28
		c.rect(legend, at-10, 12, 12, colour(i), p.name)
		c.text(legend+20, at, "start", 12, ink, p.name, c.right-legend-150)
		c.text(c.right, at, "end", 12, dim, Amount(p.v, unit)+"  "+decimal(share*100, 1)+"%", 0)
	}
}

// number draws a figure, and how it compares with the time before.
func (c *canvas) number(f Figure) {
	c.text(c.left, c.top+72, "start", 56, ink, f.Text, c.right-c.left, `font-weight="600"`)
	fill := dim
	switch f.Better {
	case 1:
		fill = good
	case -1:
		fill = bad
	}
	if f.Change != "" {
		c.text(c.left, c.top+108, "start", 18, fill, f.Change, 0)
	}
}

// Figure is what a panel of the type number has.
type Figure struct {
	Text string
	// Change is how it compares with the time before, as in +12.5%; empty where it is not compared.
	Change string
	// Better is 1 where the change is one for the better, -1 where it is for the worse, and 0 where that is not said.
	Better int
}

// FigureOf takes a panel's number out of its answer, as the console does: the first of the chart's values in the last row. It is compared with
// the time before, where the chart asks for that, and otherwise with the chart's second value, or with the row before.
func FigureOf(c dashboard.Chart, a dashboard.Answer) Figure {
	now, before := tableOf(a.Columns, a.Rows), tableOf(a.Columns, a.Before)
	cell := func(t table, back, y int) string {
		if len(t.rows) < back || len(t.columns) == 0 {
			return ""
		}
		at := 0
		if len(c.Y) > y {
			at = max(t.at(c.Y[y]), 0)
		}
		return t.rows[len(t.rows)-back][at]
	}
	text := cell(now, 1, 0)
	f := Figure{Text: cmp.Or(text, "–")}
	v, ok := value(text)
	if !ok {
		return f
	}
	f.Text = Amount(v, c.Unit)
	other := ""
	switch {
	case c.Compare:
		other = cell(before, 1, 0)
	case len(c.Y) > 1:
		other = cell(now, 1, 1)
	default:
		other = cell(now, 2, 0)
	}
	if old, ok := value(other); ok {
		f.Change = Change(v, old)
		if f.Change != "" && c.Better != "" {
			f.Better = cmp.Compare(v, old)
			if c.Better == "down" {
				f.Better = -f.Better
			}
		}
	}
	return f
}

// weekdays are the short names of days, by language: Monday is 1, as in ISO 8601.
var weekdays = map[string][]string{
	"en": {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"},
	"ko": {"월", "화", "수", "목", "금", "토", "일"},
	"ja": {"月", "火", "水", "木", "金", "土", "日"},
}

// heatmap draws a cell for each category and series, the darker the more.
func (c *canvas) heatmap(chart dashboard.Chart, t table, language string) {
	x, y := t.at(chart.X), t.at(chart.Series)
	if x < 0 || y < 0 || len(chart.Y) == 0 || t.at(chart.Y[0]) < 0 || len(t.rows) == 0 {
		c.empty()
		return
	}
	xs, ys := distinct(t, x), distinct(t, y)
	values, greatest := map[[2]string]float64{}, 1.0
	for _, r := range t.rows {
		if v, ok := value(r[t.at(chart.Y[0])]); ok {
			values[[2]string{r[x], r[y]}] += v
			greatest = math.Max(greatest, values[[2]string{r[x], r[y]}])
		}
	}
	name := func(v string) string {
		if n, err := strconv.Atoi(v); err == nil && chart.Series == "weekday" && n >= 1 && n <= 7 {
			return weekdays[cmp.Or(language, "en")][n-1]
		}
		return v
	}
	wide := 0
	for _, v := range ys {
		wide = max(wide, term.Width(name(v)))
	}
	names := math.Min(float64(wide)*11*perCell+4, (c.right-c.left)*0.3)
	left, bottom := c.left+names+8, c.bottom-18
	w, h := (c.right-left)/float64(len(xs)), (bottom-c.top)/float64(len(ys))
	for j, b := range ys {
		c.text(left-8, c.top+(float64(j)+0.5)*h+4, "end", 11, ink, name(b), names)
		for i, a := range xs {
			v := values[[2]string{a, b}]
			fmt.Fprintf(&c.b, `<rect x="%.1f" y="%.1f" width="%.1f" height="%.1f" rx="2" fill="%s" fill-opacity="%.3f"><title>%s</title></rect>`,
				left+float64(i)*w+0.75, c.top+float64(j)*h+0.75, math.Max(w-1.5, 1), math.Max(h-1.5, 1), colour(0), 0.06+0.94*v/greatest, escape(label(a, name(b), Amount(v, chart.Unit))))
		}
	}
	longest := 0
	for _, v := range xs {
		longest = max(longest, min(term.Width(v), 14))
	}
	every := max(1, int(math.Ceil((float64(longest)*11*perCell+8)/w)))
	for i, a := range xs {
		if i%every == 0 {
			c.text(left+(float64(i)+0.5)*w, c.bottom, "middle", 11, dim, a, math.Max(w*float64(every), 30))
		}
	}
}

// distinct are a column's values, numbers in the order of numbers.
func distinct(t table, at int) []string {
	var out []string
	seen := map[string]bool{}
	for _, r := range t.rows {
		if !seen[r[at]] {
			seen[r[at]] = true
			out = append(out, r[at])
		}
	}
	slices.SortFunc(out, func(a, b string) int {
		x, okx := value(a)
		y, oky := value(b)
		if okx && oky {
			return cmp.Compare(x, y)
		}
		return cmp.Compare(a, b)
	})
	return out
}

// tableRows is how many rows a picture of a table has.
const tableRows = 20

// table draws the first rows.
func (c *canvas) table(t table) {
	if len(t.columns) == 0 {
		c.empty()
		return
	}
	widths, total := make([]float64, len(t.columns)), 0.0
	for i, name := range t.columns {
		cells := term.Width(name)
		for _, r := range t.rows[:min(len(t.rows), tableRows)] {
			cells = max(cells, term.Width(r[i]))
		}
		widths[i] = float64(min(cells, 40)) + 2
		total += widths[i]
	}
	x := c.left
	for i, name := range t.columns {
		w := widths[i] / total * (c.right - c.left)
		at, anchor := x, "start"
		if isNumber(t.types[i]) {
			at, anchor = x+w-10, "end"
		}
		c.text(at, c.top+12, anchor, 11, dim, name, w-8)
		for j, r := range t.rows[:min(len(t.rows), tableRows)] {
			y := c.top + 36 + float64(j)*22
			if i == 0 {
				c.line(c.left, y-15, c.right, y-15, grid)
			}
			cell := r[i]
			if v, ok := value(cell); ok && isNumber(t.types[i]) {
				cell = decimal(v, 2)
			}
			c.text(at, y, anchor, 12, ink, cell, w-8)
		}
		x += w
	}
}
