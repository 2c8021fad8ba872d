package picture

import (
	"bytes"
	"fmt"
	"html"
	"math"
	"strings"

	"tarn/internal/term"
)

// The colours are the console's light ones: web/src/styles/base.css.
var colours = []string{"#0f7782", "#c2622a", "#5a6fb8", "#8a7a1f", "#9a4c86", "#3d8a52", "#6b7b7a", "#b94a4a"}

const (
	ink, dim, grid = "#14201f", "#5f6d6c", "#dfe5e5"
	good, bad      = "#1a7044", "#b3261e"
)

// colour is that of the n-th series.
func colour(n int) string { return colours[n%len(colours)] }

// canvas is an SVG document, of which an area is left to draw into.
type canvas struct {
	b             bytes.Buffer
	width, height float64
	// left, top, right and bottom bound the area.
	left, top, right, bottom float64
}

// newCanvas begins a document with a title, as wide as a panel of so many twelfths needs.
func newCanvas(title string, twelfths int, height float64) *canvas {
	c := &canvas{width: 640, height: height}
	if twelfths > 6 {
		c.width = 960
	}
	c.left, c.top, c.right, c.bottom = 24, 52, c.width-24, c.height-20
	fmt.Fprintf(&c.b, `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %.0f %.0f" width="%.0f" height="%.0f" role="img" font-family="system-ui, -apple-system, 'Segoe UI', 'Noto Sans KR', 'Noto Sans JP', 'Apple SD Gothic Neo', 'Malgun Gothic', sans-serif"><title>%s</title>`,
		c.width, c.height, c.width, c.height, escape(title))
	fmt.Fprintf(&c.b, `<rect width="%.0f" height="%.0f" rx="8" fill="#ffffff"/>`, c.width, c.height)
	c.text(c.left, 32, "start", 16, ink, title, c.right-c.left, `font-weight="600"`)
	return c
}

func (c *canvas) end() []byte {
	c.b.WriteString("</svg>\n")
	return c.b.Bytes()
}

// perCell is how wide a cell of a terminal's is in a text of size 1; East Asian characters have two.
const perCell = 0.56

// text writes a line, cut to fit a width where there is one.
func (c *canvas) text(x, y float64, anchor string, size float64, fill, s string, room float64, more ...string) {
	s = strings.ToValidUTF8(strings.Join(strings.Fields(s), " "), "?")
	if cells := int(room / (size * perCell)); room > 0 && term.Width(s) > cells {
		s = term.Cut(s, max(cells, 1))
	}
	fmt.Fprintf(&c.b, `<text x="%.1f" y="%.1f" text-anchor="%s" font-size="%.0f" fill="%s"%s>%s</text>`, x, y, anchor, size, fill, attributes(more), html.EscapeString(printable(s)))
}

// printable leaves out what XML cannot have.
func printable(s string) string {
	return strings.Map(func(r rune) rune {
		if r < ' ' || r == 0xfffe || r == 0xffff {
			return -1
		}
		return r
	}, s)
}

func attributes(more []string) string {
	if len(more) == 0 {
		return ""
	}
	return " " + strings.Join(more, " ")
}

func (c *canvas) rect(x, y, w, h float64, fill string, title string) {
	fmt.Fprintf(&c.b, `<rect x="%.1f" y="%.1f" width="%.1f" height="%.1f" fill="%s" rx="1.5"><title>%s</title></rect>`, x, y, math.Max(w, 0), math.Max(h, 0), fill, escape(title))
}

func (c *canvas) line(x1, y1, x2, y2 float64, stroke string) {
	fmt.Fprintf(&c.b, `<line x1="%.1f" y1="%.1f" x2="%.1f" y2="%.1f" stroke="%s"/>`, x1, y1, x2, y2, stroke)
}

// empty says that there is nothing.
func (c *canvas) empty() { c.text(c.width/2, c.height/2, "middle", 14, dim, "–", 0) }

// legend names series below the area, where there are several.
func (c *canvas) legend(names []string) {
	if len(names) < 2 {
		return
	}
	x := c.left
	for i, name := range names {
		w := math.Min(float64(term.Width(name)), 22) * 11 * perCell
		if x+w+24 > c.right && i > 0 {
			break
		}
		c.rect(x, c.bottom-9, 10, 10, colour(i), name)
		c.text(x+15, c.bottom, "start", 11, dim, name, w+1)
		x += w + 32
	}
	c.bottom -= 24
}

// ticks are some round numbers from 0 (or below) to at least a greatest one.
func ticks(least, greatest float64) []float64 {
	least, greatest = math.Min(least, 0), math.Max(greatest, 0)
	if greatest == least {
		greatest = least + 1
	}
	raw := (greatest - least) / 4
	unit := math.Pow(10, math.Floor(math.Log10(raw)))
	step := 10 * unit
	for _, m := range []float64{1, 2, 2.5, 5} {
		if m*unit >= raw {
			step = m * unit
			break
		}
	}
	var out []float64
	for v := math.Floor(least/step) * step; ; v += step {
		out = append(out, v)
		if v >= greatest-step*1e-9 {
			return out
		}
	}
}
