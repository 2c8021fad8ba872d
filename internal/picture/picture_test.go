package picture_test

import (
	"encoding/xml"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"tarn/internal/dashboard"
	"tarn/internal/picture"
	"tarn/internal/query"
	"tarn/internal/schema"
	"tarn/internal/sql/analyze"
	"tarn/internal/title"
)

var look = flag.String("look", "", "a folder to write the pictures into, to look at them")

func answer(columns []analyze.Output, rows ...query.Row) dashboard.Answer {
	return dashboard.Answer{Columns: columns, Rows: rows}
}

func column(name string, t schema.Type) analyze.Output { return analyze.Output{Name: name, Type: t} }

// pictures are charts of every type, of what panels have.
func pictures() map[string]struct {
	p dashboard.Panel
	a dashboard.Answer
} {
	text, number, real := schema.Type{Kind: schema.Varchar}, schema.Type{Kind: schema.Bigint}, schema.Type{Kind: schema.Double}
	out := map[string]struct {
		p dashboard.Panel
		a dashboard.Answer
	}{}
	add := func(name string, width int, c dashboard.Chart, a dashboard.Answer) {
		out[name] = struct {
			p dashboard.Panel
			a dashboard.Answer
		}{dashboard.Panel{Name: name, Title: title.Title{"en": "Events by <account> & service", "ko": "계정별·서비스별 이벤트", "ja": "アカウント別イベント"}, Width: width, Chart: c}, a}
	}
	var days, stacked []query.Row
	for i := range 30 {
		days = append(days, query.Row{fmt.Sprintf("2026-11-%02d", i+1), int64(100 + i*i*7%311)})
		for k, account := range []string{"111122223333", "444455556666", "운영 계정"} {
			stacked = append(stacked, query.Row{fmt.Sprintf("2026-11-%02d", i+1), account, int64(50 + (i*(k+3)*37)%200)})
		}
	}
	add("line", 12, dashboard.Chart{Type: "line", X: "day", Y: []string{"events"}}, answer([]analyze.Output{column("day", text), column("events", number)}, days...))
	add("area", 12, dashboard.Chart{Type: "area", X: "day", Y: []string{"events"}, Series: "account"}, answer([]analyze.Output{column("day", text), column("account", text), column("events", number)}, stacked...))
	add("stacked", 12, dashboard.Chart{Type: "stacked", X: "day", Y: []string{"events"}, Series: "account"}, answer([]analyze.Output{column("day", text), column("account", text), column("events", number)}, stacked...))
	add("bar", 6, dashboard.Chart{Type: "bar", X: "day", Y: []string{"events"}}, answer([]analyze.Output{column("day", text), column("events", number)}, days[:7]...))
	services := []query.Row{{"s3.amazonaws.com", int64(120345)}, {"iam.amazonaws.com", int64(45002)}, {"signin.amazonaws.com", int64(12034)}, {"긴 이름을 가진 서비스 <x>", int64(800)}, {"", int64(3)}}
	of := []analyze.Output{column("service", text), column("events", number)}
	add("lying", 6, dashboard.Chart{Type: "bar", X: "service", Y: []string{"events"}}, answer(of, services...))
	add("pie", 6, dashboard.Chart{Type: "pie", X: "service", Y: []string{"events"}, Unit: "bytes"}, answer(of, services...))
	add("table", 6, dashboard.Chart{Type: "table"}, answer(of, services...))
	add("sankey", 6, dashboard.Chart{Type: "sankey", Source: "service", Target: "service", Y: []string{"events"}}, answer(of, services...))
	a := answer([]analyze.Output{column("n", number)}, query.Row{int64(1234567)})
	a.Before = []query.Row{{int64(1000000)}}
	add("number", 3, dashboard.Chart{Type: "number", Y: []string{"n"}, Compare: true, Better: "down"}, a)
	var hours []query.Row
	for d := range 7 {
		for h := range 24 {
			hours = append(hours, query.Row{int64(h), int64(d + 1), float64((h*13 + d*29) % 97)})
		}
	}
	add("heatmap", 6, dashboard.Chart{Type: "heatmap", X: "hour", Y: []string{"n"}, Series: "weekday"}, answer([]analyze.Output{column("hour", number), column("weekday", number), column("n", real)}, hours...))
	for _, kind := range dashboard.Types {
		add("empty_"+kind, 6, dashboard.Chart{Type: kind, X: "service", Y: []string{"events"}}, answer(of))
	}
	add("missing", 6, dashboard.Chart{Type: "line", X: "none", Y: []string{"neither"}, Series: "nor"}, answer(of, services...))
	return out
}

// Every picture is a document of XML that asks nobody for anything, with its title in the reader's language.
func TestPicturesAreSVG(t *testing.T) {
	for name, x := range pictures() {
		for _, language := range title.Languages {
			svg := picture.Draw(x.p, x.a, language, nil)
			texts := ""
			for d := xml.NewDecoder(strings.NewReader(string(svg))); ; {
				token, err := d.Token()
				if errors.Is(err, io.EOF) {
					break
				}
				if err != nil {
					t.Fatalf("%s: %v\n%s", name, err, svg)
				}
				switch token := token.(type) {
				case xml.CharData:
					texts += string(token) + "\n"
				case xml.StartElement:
					for _, a := range token.Attr {
						if strings.Contains(a.Value, "NaN") || strings.Contains(a.Value, "Inf") || strings.Contains(a.Value, "://") && a.Name.Local != "xmlns" {
							t.Errorf("%s: %s has %s=%q", name, token.Name.Local, a.Name.Local, a.Value)
						}
					}
				}
			}
			if want := x.p.Title.In(language); !strings.Contains(texts, want) {
				t.Errorf("%s in %s has no title: %s", name, language, texts)
			}
			if *look != "" {
				if err := os.WriteFile(filepath.Join(*look, name+"."+language+".svg"), svg, 0o600); err != nil {
					t.Fatal(err)
				}
			}
		}
	}
}

// What is drawn are the numbers: a bar is as high as its share of the highest one.
func TestBarsAreAsHighAsTheirValues(t *testing.T) {
	of := []analyze.Output{column("day", schema.Type{Kind: schema.Varchar}), column("n", schema.Type{Kind: schema.Bigint})}
	svg := picture.Draw(dashboard.Panel{Title: title.Title{"en": "x"}, Width: 6, Chart: dashboard.Chart{Type: "bar", X: "day", Y: []string{"n"}}}, answer(of, query.Row{"a", int64(50)}, query.Row{"b", int64(100)}), "en", nil)
	var doc struct {
		Rect []struct {
			Height float64 `xml:"height,attr"`
			Title  string  `xml:"title"`
		} `xml:"rect"`
	}
	if err := xml.Unmarshal(svg, &doc); err != nil {
		t.Fatal(err)
	}
	heights := map[string]float64{}
	for _, r := range doc.Rect {
		heights[r.Title] = r.Height
	}
	if a, b := heights["a · n · 50"], heights["b · n · 100"]; a == 0 || b-2*a > 0.3 || 2*a-b > 0.3 {
		t.Errorf("%v", heights)
	}
}

func TestAmounts(t *testing.T) {
	for _, tt := range []struct {
		v    float64
		unit string
		want string
	}{{0, "", "0"}, {1234567, "", "1,234,567"}, {-1234.5, "", "-1,234.5"}, {0.125, "seconds", "125 ms"}, {90, "seconds", "90 s"}, {12.34, "percent", "12.3%"}, {1 << 20, "bytes", "1.0 MB"}} {
		if got := picture.Amount(tt.v, tt.unit); got != tt.want {
			t.Errorf("%v %s is %s, want %s", tt.v, tt.unit, got, tt.want)
		}
	}
	for _, tt := range []struct {
		now, before float64
		want        string
	}{{150, 100, "+50%"}, {50, 100, "-50%"}, {1, 0, ""}, {100, 100, "0%"}} {
		if got := picture.Change(tt.now, tt.before); got != tt.want {
			t.Errorf("%v after %v is %s, want %s", tt.now, tt.before, got, tt.want)
		}
	}
}
