package cloudtrail

import (
	"cmp"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"tarn/internal/dashboard"
	"tarn/internal/title"
)

// A widget's ViewProperties say how it is shown: https://docs.aws.amazon.com/awscloudtrail/latest/userguide/lake-widget-properties.html. Keys
// that the guide does not have are kept, and mean nothing.

// viewNames are the values of View, and what they are as types of charts.
var viewNames = map[string]string{"Table": "table", "LineChart": "line", "PieChart": "pie", "BarChart": "bar"}

// viewed is a panel as ViewProperties have it shown.
func viewed(p dashboard.Panel, view map[string]string) dashboard.Panel {
	p.View = maps.Clone(view)
	p.Title = title.Title{title.Languages[0]: cmp.Or(view["Title"], p.Name)}
	p.Width, p.Height = scale(view["Width"], 1, 12, 6), scale(view["Height"], 2, 24, 4)
	p.Chart = dashboard.Chart{Type: cmp.Or(viewNames[view["View"]], "table")}
	var y string
	switch p.Chart.Type {
	case "line":
		p.Chart.X, y = view["XAxisColumn"], view["YAxisColumn"]
	case "pie", "bar":
		p.Chart.X, y = view["LabelColumn"], view["ValueColumn"]
	}
	if y != "" {
		p.Chart.Y = []string{y}
	}
	if by := view["FilterColumn"]; by != p.Chart.X && p.Chart.Type != "pie" && p.Chart.Type != "table" {
		p.Chart.Series = by
	}
	return p
}

// scale is a size of a widget as one of a panel.
func scale(text string, by, most, otherwise int) int {
	if n, err := strconv.Atoi(text); err == nil && n > 0 && n <= most {
		return min(n*by, most)
	}
	return otherwise
}

// viewOf is how a panel is shown, in the words that ViewProperties have: those it came with, as long as nothing was changed since.
func viewOf(p dashboard.Panel) map[string]string {
	if p.View != nil {
		if as := viewed(p, p.View); as.Title.In(title.Languages[0]) == p.Title.In(title.Languages[0]) && as.Width == p.Width && as.Height == p.Height && sameChart(as.Chart, p.Chart) {
			return p.View
		}
	}
	view := map[string]string{"Title": viewText(p.Title.In(title.Languages[0]), p.Name), "View": "Table", "Width": strconv.Itoa(p.Width), "Height": strconv.Itoa(max(p.Height/2, 1))}
	y := ""
	if len(p.Chart.Y) > 0 {
		y = p.Chart.Y[0]
	}
	set := func(name, column string) {
		if column != "" {
			view[name] = viewText(column, "-")
		}
	}
	switch p.Chart.Type {
	case "line", "area":
		view["View"] = "LineChart"
		set("XAxisColumn", p.Chart.X)
		set("YAxisColumn", y)
		set("FilterColumn", p.Chart.Series)
	case "bar", "stacked", "pie":
		view["View"] = "BarChart"
		if p.Chart.Type == "pie" {
			view["View"] = "PieChart"
		} else {
			view["Orientation"] = cmp.Or(p.View["Orientation"], "Vertical")
		}
		set("LabelColumn", p.Chart.X)
		set("ValueColumn", y)
		set("FilterColumn", p.Chart.Series)
	}
	return view
}

func sameChart(a, b dashboard.Chart) bool {
	return a.Type == b.Type && a.X == b.X && a.Series == b.Series && slices.Equal(a.Y, b.Y)
}

// notInView is what the values of ViewProperties do not have:
// https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_Widget.html.
var notInView = regexp.MustCompile(`[^a-zA-Z0-9._\- ]+`)

// viewText is a text as far as ViewProperties take it.
func viewText(text, otherwise string) string {
	text = strings.TrimSpace(notInView.ReplaceAllString(text, " "))
	return cmp.Or(text[:min(len(text), 128)], otherwise)
}
