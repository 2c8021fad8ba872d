// Package tarn_test holds the repository to its own description: the package list and the order of ARCHITECTURE.md, and the
// walls of .golangci.yml.
package tarn_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"go/parser"
	"go/token"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/goccy/go-yaml"
)

const module = "tarn"

type pkg struct {
	ImportPath, Dir, Doc string
	files                []file
}

// path is the package's folder, relative to the module's root.
func (p pkg) path() string { return strings.TrimPrefix(p.ImportPath, module+"/") }

type file struct {
	name    string // relative to the module's root, with slashes
	imports []imported
}

type imported struct {
	path string
	line int
}

// packages lists the module's packages with the imports of every file, for whatever platform the file is meant.
func packages(t *testing.T) []pkg {
	t.Helper()
	out, err := exec.Command("go", "list", "-e", "-json=ImportPath,Dir,Doc", "./...").Output()
	if err != nil {
		t.Fatalf("go list: %v", err)
	}
	root, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	// go test repeats an old result unless a file has changed that the test itself has looked at: a new folder counts, too.
	for _, dir := range []string{"bench", "cmd", "conformance", "docs", "internal"} {
		filepath.WalkDir(dir, func(string, fs.DirEntry, error) error { return nil })
	}
	var all []pkg
	for d := json.NewDecoder(bytes.NewReader(out)); ; {
		var p pkg
		if err := d.Decode(&p); errors.Is(err, io.EOF) {
			return all
		} else if err != nil {
			t.Fatal(err)
		}
		if p.ImportPath == module {
			continue // this test
		}
		names, err := filepath.Glob(filepath.Join(p.Dir, "*.go"))
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range names {
			p.files = append(p.files, parse(t, root, name))
		}
		all = append(all, p)
	}
}

func parse(t *testing.T, root, name string) file {
	t.Helper()
	positions := token.NewFileSet()
	tree, err := parser.ParseFile(positions, name, nil, parser.ImportsOnly)
	if err != nil {
		t.Fatal(err)
	}
	relative, err := filepath.Rel(root, name)
	if err != nil {
		t.Fatal(err)
	}
	f := file{name: filepath.ToSlash(relative)}
	for _, spec := range tree.Imports {
		p, err := strconv.Unquote(spec.Path.Value)
		if err != nil {
			t.Fatal(err)
		}
		f.imports = append(f.imports, imported{p, positions.Position(spec.Pos()).Line})
	}
	return f
}

// wall is a depguard rule of .golangci.yml.
type wall struct {
	ListMode string   `yaml:"list-mode"`
	Files    []string `yaml:"files"`
	Deny     []struct {
		Pkg  string `yaml:"pkg"`
		Desc string `yaml:"desc"`
	} `yaml:"deny"`
}

// guards reports whether the rule applies to a file.
func (w wall) guards(name string) bool {
	in := false
	for _, g := range w.Files {
		g, not := strings.CutPrefix(g, "!")
		if !glob(g).MatchString("/" + name) {
			continue
		}
		if not {
			return false
		}
		in = true
	}
	return in
}

func glob(g string) *regexp.Regexp {
	switch g {
	case "$all":
		g = "**/*.go"
	case "$test":
		g = "**/*_test.go"
	}
	q := regexp.QuoteMeta(g)
	q = strings.ReplaceAll(q, `\*\*`, "\x00")
	q = strings.ReplaceAll(q, `\*`, "[^/]*")
	return regexp.MustCompile("^" + strings.ReplaceAll(q, "\x00", ".*") + "$")
}

func walls(t *testing.T) map[string]wall {
	t.Helper()
	text, err := os.ReadFile(".golangci.yml")
	if err != nil {
		t.Fatal(err)
	}
	var c struct {
		Linters struct {
			Settings struct {
				Depguard struct {
					Rules map[string]wall `yaml:"rules"`
				} `yaml:"depguard"`
			} `yaml:"settings"`
		} `yaml:"linters"`
	}
	if err := yaml.Unmarshal(text, &c); err != nil {
		t.Fatal(yaml.FormatError(err, false, true))
	}
	return c.Linters.Settings.Depguard.Rules
}

// broken returns a sentence for each import that one of the walls forbids.
func broken(rules map[string]wall, f file) []string {
	var all []string
	for name, w := range rules {
		if !w.guards(f.name) {
			continue
		}
		for _, i := range f.imports {
			for _, d := range w.Deny {
				if strings.HasPrefix(i.path, d.Pkg) {
					all = append(all, fmt.Sprintf("%s:%d: import of %s breaks the wall %q: %s", f.name, i.line, i.path, name, d.Desc))
				}
			}
		}
	}
	return all
}

func TestWalls(t *testing.T) {
	rules := walls(t)
	for _, name := range []string{"faces", "decode", "serde", "sql", "lake", "duckdb", "aws"} {
		w, ok := rules[name]
		if !ok {
			t.Errorf(".golangci.yml: the wall %q is gone", name)
		}
		if w.ListMode != "lax" || len(w.Files) == 0 || len(w.Deny) == 0 {
			t.Errorf(".golangci.yml: the wall %q needs list-mode lax, files and deny", name)
		}
		for _, d := range w.Deny {
			if d.Desc == "" {
				t.Errorf(".golangci.yml: the wall %q forbids %s without a reason", name, d.Pkg)
			}
		}
	}
	for _, p := range packages(t) {
		for _, f := range p.files {
			for _, b := range broken(rules, f) {
				t.Error(b)
			}
		}
	}
}

// TestWallsHold tries imports that must not be there: a wall whose globs match nothing would hold nothing.
func TestWallsHold(t *testing.T) {
	rules := walls(t)
	for _, c := range []struct {
		file, path string
		wall       string // "" if allowed
	}{
		{"internal/console/page.go", "tarn/internal/engine/duckdb", "faces"},
		{"internal/awsapi/athena/start.go", "tarn/internal/lake", "faces"},
		{"internal/icebergrest/serve.go", "tarn/internal/state", "faces"},
		{"internal/icebergrest/serve.go", "tarn/internal/catalog", ""},
		{"internal/console/page_test.go", "tarn/internal/state", ""},
		{"internal/decode/vpcflow.go", "tarn/internal/blob", "decode"},
		{"internal/decode/alb/alb.go", "tarn/internal/lake/datafile", "decode"},
		{"internal/decode/vpcflow.go", "tarn/internal/rows", ""},
		{"internal/serde/regex.go", "tarn/internal/blob", "serde"},
		{"internal/serde/regex.go", "tarn/internal/sql/trinoregexp", ""},
		{"internal/sql/emit/emit.go", "tarn/internal/engine", "sql"},
		{"internal/sql/syntax/lexer.go", "tarn/internal/blob", "sql"},
		{"internal/sql/functions/table.go", "github.com/aws/aws-sdk-go-v2/aws", "sql"},
		{"internal/lake/plan.go", "tarn/internal/sql/analyze", "lake"},
		{"internal/lake/plan.go", "tarn/internal/engine", "lake"},
		{"internal/lake/datafile/writer.go", "tarn/internal/engine", "lake"},
		{"internal/query/run.go", "github.com/duckdb/duckdb-go/v2", "duckdb"},
		{"cmd/tarn/main.go", "github.com/duckdb/duckdb-go/v2", "duckdb"},
		{"internal/engine/duckdb/pool.go", "github.com/duckdb/duckdb-go/v2", ""},
		{"internal/lake/write.go", "github.com/duckdb/duckdb-go/v2", ""},
		{"internal/query/run_test.go", "github.com/duckdb/duckdb-go/v2", ""},
		{"internal/ingest/run.go", "github.com/aws/aws-sdk-go-v2/service/s3", "aws"},
		{"internal/notify/sns.go", "github.com/aws/aws-sdk-go-v2/service/sns", ""},
		{"internal/blob/s3.go", "github.com/aws/aws-sdk-go-v2/service/s3", ""},
		{"internal/source/list.go", "github.com/aws/aws-sdk-go-v2/service/s3", ""},
		{"internal/auth/sign.go", "github.com/aws/aws-sdk-go-v2/aws/signer/v4", ""},
	} {
		got := broken(rules, file{c.file, []imported{{c.path, 1}}})
		switch {
		case c.wall == "" && len(got) > 0:
			t.Errorf("%s may import %s, but: %s", c.file, c.path, got[0])
		case c.wall != "" && (len(got) != 1 || !strings.Contains(got[0], strconv.Quote(c.wall))):
			t.Errorf("%s must not import %s by the wall %q; got %q", c.file, c.path, c.wall, got)
		}
	}
}

// place is where ARCHITECTURE.md lists a package. Sections and lines count from the top.
type place struct{ section, line int }

var packageLine = regexp.MustCompile("^- `([^`]+)`")

// listed reads the package list of ARCHITECTURE.md.
func listed(t *testing.T) map[string]place {
	t.Helper()
	text, err := os.ReadFile("ARCHITECTURE.md")
	if err != nil {
		t.Fatal(err)
	}
	_, list, ok := strings.Cut(string(text), "\n## Packages\n")
	if !ok {
		t.Fatal(`ARCHITECTURE.md has no section "Packages"`)
	}
	list, _, _ = strings.Cut(list, "\n## ")
	all := map[string]place{}
	section := 0
	for n, line := range strings.Split(list, "\n") {
		if strings.HasPrefix(line, "### ") {
			section++
		}
		if m := packageLine.FindStringSubmatch(line); m != nil {
			if _, twice := all[m[1]]; twice {
				t.Errorf("ARCHITECTURE.md lists %s twice", m[1])
			}
			all[m[1]] = place{section, n}
		}
	}
	return all
}

var packageComment = regexp.MustCompile(`^(Package|Command) \S+ \S`)

func TestPackageList(t *testing.T) {
	list := listed(t)
	for _, p := range packages(t) {
		if !packageComment.MatchString(p.Doc) {
			t.Errorf("%s: the package comment must begin with \"Package\" or \"Command\" and the name; it is %q", p.path(), p.Doc)
		}
		if _, ok := list[p.path()]; !ok {
			t.Errorf("ARCHITECTURE.md: %s is missing; put the line \"- `%s`\" into the section of its layer, then run make generate", p.path(), p.path())
		}
		delete(list, p.path())
	}
	for name := range list {
		t.Errorf("ARCHITECTURE.md: there is no package %s", name)
	}
}

// TestImportsRunDown holds the order of the list. Tests may import upwards.
func TestImportsRunDown(t *testing.T) {
	list := listed(t)
	for _, p := range packages(t) {
		from, ok := list[p.path()]
		if !ok {
			continue // TestPackageList says so
		}
		for _, f := range p.files {
			if strings.HasSuffix(f.name, "_test.go") {
				continue
			}
			for _, i := range f.imports {
				name, ours := strings.CutPrefix(i.path, module+"/")
				to, ok := list[name]
				if !ours || !ok {
					continue
				}
				if to.section > from.section || sameFolder(p.path(), name) && to.section == from.section && to.line > from.line {
					continue
				}
				t.Errorf("%s:%d: %s imports %s, which is not below it in ARCHITECTURE.md", f.name, i.line, p.path(), name)
			}
		}
	}
}

// sameFolder reports whether two packages lie in one folder below internal.
func sameFolder(a, b string) bool {
	folder := func(p string) string {
		parts := strings.Split(p, "/")
		return path.Join(parts[:min(2, len(parts))]...)
	}
	return folder(a) == folder(b)
}

// TestNames keeps out the names that say nothing of what is inside.
func TestNames(t *testing.T) {
	banned := []string{"util", "utils", "common", "helper", "helpers", "types", "models", "pkg", "misc", "shared", "base"}
	for _, p := range packages(t) {
		for _, part := range strings.Split(p.path(), "/") {
			if slices.Contains(banned, part) {
				t.Errorf("%s: %q does not say what the package is about", p.path(), part)
			}
		}
	}
}
