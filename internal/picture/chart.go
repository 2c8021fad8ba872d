package picture

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"tarn/internal/dashboard"
	"tarn/internal/term"
)

// bounds are the least and the greatest value, of the sums where series are stacked.
func (s series) bounds(stacked bool) (least, greatest float64) {
	for i := range s.categories {
		up, down := 0.0, 0.0
		for _, values := range s.values {
			switch v := values[i]; {
			case math.IsNaN(v):
			case !stacked:
				up, down = math.Max(up, v), math.Min(down, v)
			case v > 0:
				up += v
			default:
				down += v
			}
		}
		least, greatest = math.Min(least, down), math.Max(greatest, up)
	}
	return least, greatest
}

// axes draw the grid and the names of the categories, and give the place of a value.
func (c *canvas) axes(s series, unit string, stacked bool) (y func(float64) float64) {
	least, greatest := s.bounds(stacked)
	marks := ticks(least, greatest)
	wide := 0
	for _, v := range marks {
		wide = max(wide, term.Width(rough(v, unit)))
	}
	c.left += float64(wide)*11*perCell + 8
	c.bottom -= 20
	low, high := marks[0], marks[len(marks)-1]
	y = func(v float64) float64 { return c.bottom - (v-low)/(high-low)*(c.bottom-c.top) }
	for _, v := range marks {
		c.line(c.left, y(v), c.right, y(v), grid)
		c.text(c.left-8, y(v)+4, "end", 11, dim, rough(v, unit), 0)
	}
	// As many names as there is room for.
	step := (c.right - c.left) / float64(len(s.categories))
	longest := 0
	for _, name := range s.categories {
		longest = max(longest, min(term.Width(name), 16))
	}
	every := max(1, int(math.Ceil((float64(longest)*11*perCell+10)/step)))
	for i, name := range s.categories {
		if i%every == 0 {
			c.text(c.left+(float64(i)+0.5)*step, c.bottom+16, "middle", 11, dim, name, math.Max(step*float64(every), 60))
		}
	}
	return y
}

// bars draws standing bars, or lying ones where categories have long names and no order.
func (c *canvas) bars(s series, chart dashboard.Chart) {
	if len(s.categories) == 0 || len(s.values) == 0 {
		c.empty()
		return
	}
	if !s.ordered && slices.ContainsFunc(s.categories, func(n string) bool { return term.Width(n) > 9 }) {
		c.lying(s, chart)
		return
	}
	c.legend(s.names)
	stacked := chart.Type == "stacked"
	y := c.axes(s, chart.Unit, stacked)
	step := (c.right - c.left) / float64(len(s.categories))
	width := math.Min(34, step*0.72)
	for i, category := range s.categories {
		x := c.left + (float64(i)+0.5)*step - width/2
		up, down := 0.0, 0.0
		for n, values := range s.values {
			v := values[i]
			if math.IsNaN(v) || v == 0 {
				continue
			}
			title := label(category, s.names[n], Amount(v, chart.Unit))
			switch {
			case !stacked:
				w := width / float64(len(s.values))
				c.rect(x+float64(n)*w, math.Min(y(v), y(0)), w-math.Min(1, w/4), math.Abs(y(v)-y(0)), colour(n), title)
			case v > 0:
				c.rect(x, y(up+v), width, y(up)-y(up+v), colour(n), title)
				up += v
			default:
				c.rect(x, y(down), width, y(down+v)-y(down), colour(n), title)
				down += v
			}
		}
	}
}

func label(parts ...string) string {
	return strings.Join(slices.DeleteFunc(parts, func(p string) bool { return p == "" }), " · ")
}

// lyingBars is how many categories lying bars show.
const lyingBars = 15

// lying draws lying bars, with the names of the categories to the left and the sums to the right.
func (c *canvas) lying(s series, chart dashboard.Chart) {
	if len(s.categories) == 0 || len(s.values) == 0 {
		c.empty()
		return
	}
	c.legend(s.names)
	n := min(len(s.categories), lyingBars)
	wide := 0
	for _, name := range s.categories[:n] {
		wide = max(wide, term.Width(name))
	}
	names := math.Min(float64(wide)*11*perCell+4, (c.right-c.left)*0.4)
	left, right := c.left+names+8, c.right-64
	_, greatest := s.bounds(true)
	if greatest <= 0 {
		greatest = 1
	}
	step := (c.bottom - c.top) / float64(n)
	height := math.Min(22, step*0.7)
	for i, name := range s.categories[:n] {
		y := c.top + (float64(i)+0.5)*step
		c.text(left-8, y+4, "end", 11, ink, name, names)
		x, total := left, 0.0
		for k, values := range s.values {
			if v := values[i]; !math.IsNaN(v) && v > 0 {
				w := v / greatest * (right - left)
				c.rect(x, y-height/2, w, height, colour(k), label(name, s.names[k], Amount(v, chart.Unit)))
				x += w
				total += v
			}
		}
		c.text(x+6, y+4, "start", 11, dim, Amount(total, chart.Unit), 0)
	}
}

// lines draws a line a series; areas of several series stand on each other.
func (c *canvas) lines(s series, chart dashboard.Chart) {
	if len(s.categories) == 0 || len(s.values) == 0 {
		c.empty()
		return
	}
	c.legend(s.names)
	area := chart.Type == "area"
	stacked := area && len(s.values) > 1
	y := c.axes(s, chart.Unit, stacked)
	step := (c.right - c.left) / float64(len(s.categories))
	x := func(i int) float64 { return c.left + (float64(i)+0.5)*step }
	below := make([]float64, len(s.categories))
	for n, values := range s.values {
		var path, back strings.Builder
		pen := "M"
		for i, v := range values {
			if math.IsNaN(v) {
				if !stacked {
					pen = "M" // a gap is a gap
					continue
				}
				v = 0
			}
			at := v
			if stacked {
				at += below[i]
			}
			fmt.Fprintf(&path, "%s%.1f %.1f", pen, x(i), y(at))
			pen = "L"
			if len(values) <= 32 {
				fmt.Fprintf(&back, `<circle cx="%.1f" cy="%.1f" r="2.5" fill="%s"><title>%s</title></circle>`, x(i), y(at), colour(n), escape(label(s.categories[i], s.names[n], Amount(v, chart.Unit))))
			}
		}
		if area && !strings.Contains(path.String()[min(1, path.Len()):], "M") && path.Len() > 0 {
			floor := fmt.Sprintf("L%.1f %.1fL%.1f %.1fZ", x(len(values)-1), y(0), x(0), y(0))
			if stacked {
				floor = ""
				for i := len(values) - 1; i >= 0; i-- {
					floor += fmt.Sprintf("L%.1f %.1f", x(i), y(below[i]))
				}
				floor += "Z"
			}
			fmt.Fprintf(&c.b, `<path d="%s" fill="%s" fill-opacity="0.22"/>`, path.String()+floor, colour(n))
		}
		fmt.Fprintf(&c.b, `<path d="%s" fill="none" stroke="%s" stroke-width="2" stroke-linejoin="round" stroke-linecap="round"/>`, path.String(), colour(n))
		c.b.WriteString(back.String())
		if stacked {
			for i, v := range values {
				if !math.IsNaN(v) {
					below[i] += v
				}
			}
		}
	}
}
