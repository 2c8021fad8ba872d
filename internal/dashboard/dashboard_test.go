package dashboard_test

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"tarn/internal/dashboard"
	"tarn/internal/title"
)

func TestTarnsOwnDashboardsSpeakEveryLanguage(t *testing.T) {
	boards, faults := dashboard.Boards{}.Load()
	if len(faults) > 0 {
		t.Fatal(faults)
	}
	var names []string
	for _, d := range boards {
		names = append(names, d.Name)
		titles := map[string]title.Title{"title": d.Title, "description": d.Description}
		for _, f := range d.Filters {
			titles["filter "+f.Name] = f.Title
		}
		for _, p := range d.Panels {
			titles["panel "+p.Name] = p.Title
		}
		for what, text := range titles {
			for _, code := range title.Languages {
				if text[code] == "" {
					t.Errorf("%s: the %s has no %s", d.Name, what, code)
				}
			}
		}
	}
	if want := []string{"accounts", "errors", "iam", "load_balancers", "network", "overview", "principals", "sign_ins", "users"}; !slices.Equal(names, want) {
		t.Errorf("%v, want %v", names, want)
	}
}

const small = `# A remark that stays.
name: small
title: {en: Small, ko: 작은}
filters:
- {name: least, title: At least, default: 5}
panels:
- name: one
  chart: {type: bar, x: eventName, y: [n]}
  sql: |
    SELECT eventName, count(*) AS n
    FROM @cloudtrail
    WHERE eventTime >= @from AND eventTime < @to AND eventName <> '@not'
    GROUP BY 1
    HAVING count(*) >= @least
  drill: SELECT eventID FROM @cloudtrail WHERE eventName = @x
`

func TestAFileIsReadAndWrittenAgain(t *testing.T) {
	d, err := dashboard.Parse([]byte(small), "small.yaml")
	if err != nil {
		t.Fatal(err)
	}
	if d.Range != "30d" || d.Panels[0].Width != 6 || d.Panels[0].Title.In("ko") != "one" || d.Title.In("ja") != "Small" {
		t.Errorf("%+v", d)
	}
	text, err := d.Text()
	if err != nil {
		t.Fatal(err)
	}
	again, err := dashboard.Parse(text, "small.yaml")
	if err != nil {
		t.Fatalf("%v\n%s", err, text)
	}
	if again.Panels[0].SQL != d.Panels[0].SQL || again.Panels[0].Drill != d.Panels[0].Drill || again.Filters[0].Default != d.Filters[0].Default {
		t.Errorf("%s", text)
	}
}

func TestWhatIsWrongWithAFileIsSaid(t *testing.T) {
	for _, tt := range []struct{ old, new, want string }{
		{"name: small", "name: ../small", `name "../small"`},
		{"type: bar", "type: bars", `chart "bars" is not known: choose line, area`},
		{"@from", "@form", "there is no parameter @form"},
		{"@x", "@y", "there is no parameter @y"},
		{"<> '@not'", "= @x", "there is no parameter @x"},
		{"- name: one", "- name: one\n  width: 13", "the width is 1 to 12"},
		{"- name: one", "- name: one\n  colour: red", "colour"},
		{"name: least", "name: from", `filter "from"`},
		{"name: least", "name: cloudtrail", `filter "cloudtrail"`},
		{"default: 5", "default: [5]", "the default is a text, a number"},
		{"name: small", "name: small\nrange: 30 days", `range "30 days"`},
		{"en: Small", "fr: Petit", `language "fr"`},
		{"y: [n]", "y: [n], compare: true", "compare is for charts of the type number"},
		{"filters:", "schedule: {every: 7h}\nfilters:", "schedule: every is 1h to 24h"},
		{"filters:", "schedule: {every: 6h, at: 25:00}\nfilters:", "no time of day"},
		{"  drill:", "  parameters: [$StartTime$]\n  drill:", "? and parameters"},
	} {
		_, err := dashboard.Parse([]byte(strings.Replace(small, tt.old, tt.new, 1)), "small.yaml")
		if err == nil || !strings.Contains(err.Error(), tt.want) || !strings.HasPrefix(err.Error(), "small.yaml: ") {
			t.Errorf("%s for %s: %v", tt.new, tt.old, err)
		}
	}
}

func TestFilesOfTheUserStandBeforeTarnsOwn(t *testing.T) {
	b := dashboard.Boards{Folder: filepath.Join(t.TempDir(), "dashboards")}
	if _, err := b.Put([]byte(small), true); err != nil {
		t.Fatal(err)
	}
	if _, err := b.Put([]byte(small), true); !errors.Is(err, dashboard.ErrExists) {
		t.Error(err)
	}
	mine := strings.Replace(small, "name: small", "name: overview", 1)
	if _, err := b.Put([]byte(mine), true); err != nil {
		t.Fatal(err)
	}
	if _, err := b.Put([]byte("name: x y"), false); err == nil {
		t.Error("a file was written that cannot be read")
	}
	if err := os.WriteFile(filepath.Join(b.Folder, "broken.yaml"), []byte("panels: ["), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(b.Folder, "twice.yaml"), []byte(small), 0o600); err != nil {
		t.Fatal(err)
	}
	boards, faults := b.Load()
	if len(boards) != 10 || len(faults) != 2 || !strings.Contains(errors.Join(faults...).Error(), "broken.yaml") || !strings.Contains(errors.Join(faults...).Error(), "the dashboard small is that of") {
		t.Errorf("%d dashboards, faults %v", len(boards), faults)
	}
	if d, err := b.Find("overview"); err != nil || d.BuiltIn || len(d.Panels) != 1 {
		t.Errorf("%+v, %v", d, err)
	}
	if text, err := b.Source("overview"); err != nil || string(text) != mine {
		t.Errorf("%s, %v", text, err)
	}
	if err := b.Remove("overview"); err != nil {
		t.Fatal(err)
	}
	if d, err := b.Find("overview"); err != nil || !d.BuiltIn {
		t.Errorf("%+v, %v", d, err)
	}
	if err := b.Remove("overview"); !errors.Is(err, dashboard.ErrBuiltIn) {
		t.Error(err)
	}
	if _, err := b.Put([]byte(small+"protected: true\n"), false); err != nil {
		t.Fatal(err)
	}
	if err := b.Remove("small"); !errors.Is(err, dashboard.ErrProtected) {
		t.Error(err)
	}
	if err := b.Remove("none"); !errors.Is(err, dashboard.ErrNotFound) {
		t.Error(err)
	}
}
