package main

import (
	"cmp"
	"encoding/json"
	"fmt"
	"io"
	"strconv"
	"strings"

	"tarn/internal/term"
)

// report is all that a run found.
type report struct {
	Machine machineInfo `json:"machine"`
	Tables  []*table    `json:"tables"`
	Bars    []bar       `json:"bars"`
}

// table is one of the report's. The first column names the row; the others hold numbers, or nil where there is none.
type table struct {
	Title   string
	Columns []string
	Rows    [][]any
	Notes   []string
}

func (t *table) row(values ...any) { t.Rows = append(t.Rows, values) }
func (t *table) note(format string, args ...any) {
	t.Notes = append(t.Notes, fmt.Sprintf(format, args...))
}

func (r *report) table(title string, columns ...string) *table {
	t := &table{Title: title, Columns: columns}
	r.Tables = append(r.Tables, t)
	return t
}

// bar is a figure that has been promised.
type bar struct {
	What  string  `json:"what"`
	Value float64 `json:"value"`
	// Most is the greatest value that is allowed, or Least the smallest.
	Most  float64 `json:"most,omitempty"`
	Least float64 `json:"least,omitempty"`
	Unit  string  `json:"unit"`
	Met   bool    `json:"met"`
}

func (r *report) most(what string, value, most float64, unit string) {
	r.Bars = append(r.Bars, bar{What: what, Value: value, Most: most, Unit: unit, Met: value <= most})
}

func (r *report) least(what string, value, least float64, unit string) {
	r.Bars = append(r.Bars, bar{What: what, Value: value, Least: least, Unit: unit, Met: value >= least})
}

func (t *table) MarshalJSON() ([]byte, error) {
	rows := make([]map[string]any, len(t.Rows))
	for i, r := range t.Rows {
		rows[i] = map[string]any{}
		for j, v := range r {
			rows[i][cmp.Or(t.Columns[j], "name")] = v
		}
	}
	return json.Marshal(map[string]any{"title": t.Title, "rows": rows, "notes": append([]string{}, t.Notes...)})
}

func (r *report) json(w io.Writer) error {
	e := json.NewEncoder(w)
	e.SetIndent("", "  ")
	e.SetEscapeHTML(false)
	return e.Encode(r)
}

func (r *report) text(w io.Writer) error {
	out := &strings.Builder{}
	r.Machine.text(out)
	for _, t := range r.Tables {
		t.text(out)
	}
	if len(r.Bars) > 0 {
		t := table{Title: "Bars", Columns: []string{"", "is", "may be", "unit", ""}}
		for _, b := range r.Bars {
			limit, met := "at most "+number(b.Most), "met"
			if b.Least != 0 {
				limit = "at least " + number(b.Least)
			}
			if !b.Met {
				met = "MISSED"
			}
			t.row(b.What, b.Value, limit, b.Unit, met)
		}
		t.text(out)
	}
	_, err := io.WriteString(w, out.String())
	return err
}

// text writes the first column to the left, and the others to the right.
func (t *table) text(out *strings.Builder) {
	cells := [][]string{t.Columns}
	for _, r := range t.Rows {
		line := make([]string, len(r))
		for i, v := range r {
			line[i] = cell(v)
		}
		cells = append(cells, line)
	}
	widths := make([]int, len(t.Columns))
	for _, line := range cells {
		for i, c := range line {
			widths[i] = max(widths[i], term.Width(c))
		}
	}
	fmt.Fprintf(out, "\n%s\n\n", t.Title)
	for _, line := range cells {
		text := "  "
		for i, c := range line {
			gap := strings.Repeat(" ", widths[i]-term.Width(c))
			if i == 0 {
				text += c + gap
			} else {
				text += "  " + gap + c
			}
		}
		out.WriteString(strings.TrimRight(text, " ") + "\n")
	}
	if len(t.Notes) > 0 {
		out.WriteString("\n")
	}
	for _, n := range t.Notes {
		fmt.Fprintf(out, "  %s\n", strings.Join(term.Wrap(n, 110), "\n  "))
	}
}

func cell(v any) string {
	switch v := v.(type) {
	case nil:
		return "–"
	case float64:
		return number(v)
	case int64:
		return term.Count(v)
	case int:
		return term.Count(int64(v))
	}
	return fmt.Sprint(v)
}

// number writes three digits, and no fewer than the whole part has.
func number(v float64) string {
	switch {
	case v >= 100:
		return term.Count(int64(v + 0.5))
	case v >= 10:
		return strconv.FormatFloat(v, 'f', 1, 64)
	}
	return strconv.FormatFloat(v, 'f', 2, 64)
}
