package mirror_test

import (
	"bytes"
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/uuid"
	"github.com/parquet-go/parquet-go"

	"tarn/internal/mirror"
)

// daily is a table of a lake, with these files.
func daily(files []mirror.File, keys ...string) mirror.Table {
	return table("daily", files, keys...)
}

func table(name string, files []mirror.File, keys ...string) mirror.Table {
	return mirror.Table{
		Owner: mirror.Owner{Table: "default." + name, ID: name, Lake: "mine"}, Files: files, Keys: keys,
		Gone: func(_ context.Context, id string) (bool, error) { return id == "dropped", nil },
	}
}

type row struct {
	Ymd  string            `parquet:"ymd,dict"`
	N    int64             `parquet:"n"`
	Tags []string          `parquet:"tags,list"`
	Map  map[string]string `parquet:"map"`
	Day  string            `parquet:"day,dict,optional"`
	Last string            `parquet:"last,zstd"`
}

// data writes a table's data file.
func data(t *testing.T, dir, ymd string, n ...int64) mirror.File {
	t.Helper()
	var rows []row
	for _, n := range n {
		rows = append(rows, row{ymd, n, []string{"a", "b"}, map[string]string{"k": "v"}, "x", strings.Repeat("z", int(n))})
	}
	path := filepath.Join(dir, uuid.NewString()+".parquet")
	if err := parquet.WriteFile(path, rows); err != nil {
		t.Fatal(err)
	}
	return mirror.File{Path: path, Folder: "ymd=" + ymd}
}

// copied has the columns that a copy is to have.
type copied struct {
	N    int64             `parquet:"n"`
	Tags []string          `parquet:"tags,list"`
	Map  map[string]string `parquet:"map"`
	Last string            `parquet:"last,zstd"`
}

// rows reads what a folder has: the numbers, by partition.
func rows(t *testing.T, dir string) map[string][]int64 {
	t.Helper()
	out := map[string][]int64{}
	paths, _ := filepath.Glob(filepath.Join(dir, "*", "*.parquet"))
	for _, path := range paths {
		list, err := parquet.ReadFile[copied](path)
		if err != nil {
			t.Fatal(err)
		}
		name := filepath.Base(filepath.Dir(path))
		for _, r := range list {
			if len(r.Tags) != 2 || r.Map["k"] != "v" || len(r.Last) != int(r.N) {
				t.Errorf("%s: %+v", path, r)
			}
			out[name] = append(out[name], r.N)
		}
		slices.Sort(out[name])
	}
	return out
}

func TestACopyHasWhatTheTableHas(t *testing.T) {
	from, to := t.TempDir(), filepath.Join(t.TempDir(), "지난", "days")
	a, b := data(t, from, "1", 1, 2), data(t, from, "2", 3)
	sync := func(want mirror.Result, files ...mirror.File) {
		t.Helper()
		r, err := mirror.Sync(t.Context(), mirror.Folder(to), daily(files, "ymd", "day"))
		r.Bytes = 0
		if err != nil || r != want {
			t.Fatal(r, err)
		}
	}
	sync(mirror.Result{Written: 2}, a, b)
	if got := rows(t, to); !slices.Equal(got["ymd=1"], []int64{1, 2}) || !slices.Equal(got["ymd=2"], []int64{3}) || len(got) != 2 {
		t.Error(got)
	}
	paths, _ := filepath.Glob(filepath.Join(to, "ymd=1", "*.parquet"))
	f, err := os.Open(paths[0])
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	info, _ := f.Stat()
	p, err := parquet.OpenFile(f, info.Size())
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, c := range p.Schema().Fields() {
		names = append(names, c.Name())
	}
	if slices.Sort(names); !slices.Equal(names, []string{"last", "map", "n", "tags"}) {
		t.Error(names)
	}
	// Others' files are left alone, and what was half written goes.
	stray := filepath.Join(to, "ymd=1", "tarn-notes.parquet")
	half := filepath.Join(to, "ymd=1", ".tarn-123")
	for _, path := range []string{stray, half} {
		if err := os.WriteFile(path, nil, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	sync(mirror.Result{Written: 1, Removed: 2, Kept: 0}, data(t, from, "1", 9))
	if _, err := os.Stat(stray); err != nil {
		t.Error(err)
	}
	for _, path := range []string{half, filepath.Join(to, "ymd=2")} {
		if _, err := os.Stat(path); !errors.Is(err, os.ErrNotExist) {
			t.Errorf("%s is there: %v", path, err)
		}
	}
}

// A copy may lie in a folder of another table's.
func TestCopiesWithinEachOther(t *testing.T) {
	from, to := t.TempDir(), t.TempDir()
	sync := func(place string, f mirror.File, keys ...string) {
		t.Helper()
		if _, err := mirror.Sync(t.Context(), mirror.Folder(place), table(filepath.Base(place), []mirror.File{f}, keys...)); err != nil {
			t.Fatal(err)
		}
	}
	inner := filepath.Join(to, "days")
	sync(inner, data(t, from, "1", 1), "ymd", "day")
	own := filepath.Join(to, ".tarn-notes")
	if err := os.WriteFile(own, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	whole := data(t, from, "1", 1)
	whole.Folder = ""
	sync(to, whole)
	sync(to, data(t, from, "2", 2), "ymd", "day") // it is partitioned now
	if got := rows(t, inner); len(got["ymd=1"]) != 1 {
		t.Errorf("the inner copy has %v", got)
	}
	if paths, _ := filepath.Glob(filepath.Join(to, "*.parquet")); len(paths) > 0 {
		t.Errorf("%s is left of the table without partitions", paths)
	}
	if _, err := os.Stat(own); err != nil {
		t.Error(err)
	}
}

// The files of a copy that is there are another table's to remove only when that table is no more.
func TestAPlaceIsForOneTable(t *testing.T) {
	from, to := t.TempDir(), t.TempDir()
	first, second := data(t, from, "1", 1), data(t, from, "2", 2)
	sync := func(place string, tab mirror.Table) error {
		t.Helper()
		_, err := mirror.Sync(t.Context(), mirror.Folder(place), tab)
		return err
	}
	refused := func(err error, says string) {
		t.Helper()
		if !errors.Is(err, mirror.ErrTaken) || !strings.Contains(err.Error(), says) {
			t.Errorf("%v, and it was to say %q", err, says)
		}
		if got := rows(t, to); !slices.Equal(got["ymd=1"], []int64{1}) || len(got) != 1 {
			t.Errorf("the first table's copy has %v", got)
		}
	}
	one, two := daily([]mirror.File{first}, "ymd", "day"), table("other", []mirror.File{second}, "ymd", "day")
	if err := sync(to, one); err != nil {
		t.Fatal(err)
	}
	refused(sync(to, two), "it is the copy of default.daily, and the two would remove each other's files; give default.other a place of its own")
	two.ID, two.Lake = "daily two", "another"
	refused(sync(to, two), "the copy of default.daily of another lake")
	// One table within a partition's folder of another's.
	inner := filepath.Join(to, "ymd=2")
	if err := sync(inner, table("inner", []mirror.File{{Path: second.Path}}, "ymd", "day")); err != nil {
		t.Fatal(err)
	}
	err := sync(to, daily([]mirror.File{first, second}, "ymd", "day"))
	if err := os.RemoveAll(inner); err != nil {
		t.Fatal(err)
	}
	refused(err, "its folder ymd=2 has a copy of its own")
	// Nobody knows whose it is.
	owner := filepath.Join(to, "_tarn_copy.json")
	if err := os.Remove(owner); err != nil {
		t.Fatal(err)
	}
	refused(sync(to, two), "no _tarn_copy.json that says of which")
	if err := sync(to, one); err != nil {
		t.Fatal("its own files are there:", err)
	}
	if err := os.WriteFile(owner, []byte("?"), 0o600); err != nil {
		t.Fatal(err)
	}
	refused(sync(to, one), "cannot be read")
	// A table that was dropped leaves its place to another.
	if err := os.WriteFile(owner, []byte(`{"table": "default.days", "id": "dropped", "lake": "mine"}`), 0o600); err != nil {
		t.Fatal(err)
	}
	two = table("other", []mirror.File{second}, "ymd", "day")
	if err := sync(to, two); err != nil {
		t.Fatal(err)
	}
	if got := rows(t, to); !slices.Equal(got["ymd=2"], []int64{2}) || len(got) != 1 {
		t.Error(got)
	}
}

// Of two tables that come to an empty place at once, one has it.
func TestTwoTablesAtOnce(t *testing.T) {
	from := t.TempDir()
	tables := []mirror.Table{table("a", []mirror.File{data(t, from, "1", 1)}, "ymd", "day"), table("b", []mirror.File{data(t, from, "1", 2)}, "ymd", "day")}
	for range 20 {
		to := t.TempDir()
		errs := make(chan error)
		for _, tab := range tables {
			go func() {
				_, err := mirror.Sync(t.Context(), mirror.Folder(to), tab)
				errs <- err
			}()
		}
		a, b := <-errs, <-errs
		if got := rows(t, to); (a == nil) == (b == nil) || !errors.Is(errors.Join(a, b), mirror.ErrTaken) || len(got["ymd=1"]) != 1 {
			t.Fatalf("%v; %v; the place has %v", a, b, got)
		}
	}
}

// mortal is a folder whose user dies after some steps.
type mortal struct {
	mirror.Folder
	steps int
}

var errDead = errors.New("killed")

func (m *mortal) step() error {
	if m.steps--; m.steps < 0 {
		return errDead
	}
	return nil
}

func (m *mortal) Put(ctx context.Context, name string, content io.Reader) error {
	if err := m.step(); err != nil {
		return err
	}
	return m.Folder.Put(ctx, name, content)
}

func (m *mortal) Remove(ctx context.Context, names ...string) error {
	for _, name := range names {
		if err := m.step(); err != nil {
			return err
		}
		if err := m.Folder.Remove(ctx, name); err != nil {
			return err
		}
	}
	return nil
}

func TestWhatIsKilledAnywhereIsEndedTheNextTime(t *testing.T) {
	from := t.TempDir()
	old := []mirror.File{data(t, from, "1", 1), data(t, from, "2", 2), data(t, from, "3", 3)}
	now := []mirror.File{data(t, from, "1", 11), data(t, from, "2", 12), old[2], data(t, from, "4", 14)}
	for steps := range 6 {
		to := mirror.Folder(t.TempDir())
		if _, err := mirror.Sync(t.Context(), to, daily(old, "ymd", "day")); err != nil {
			t.Fatal(err)
		}
		_, err := mirror.Sync(t.Context(), &mortal{to, steps}, daily(now, "ymd", "day"))
		if killed := steps < 5; killed != errors.Is(err, errDead) {
			t.Fatalf("%d steps: %v", steps, err)
		}
		// No row of a partition is missing at any moment.
		for n, name := range []string{"ymd=1", "ymd=2", "ymd=3"} {
			got := rows(t, string(to))[name]
			if !slices.Contains(got, int64(n+1)) && !slices.Contains(got, int64(n+11)) {
				t.Errorf("%d steps: %s has %v", steps, name, got)
			}
		}
		if _, err := mirror.Sync(t.Context(), to, daily(now, "ymd", "day")); err != nil {
			t.Fatal(err)
		}
		got := rows(t, string(to))
		for name, want := range map[string]int64{"ymd=1": 11, "ymd=2": 12, "ymd=3": 3, "ymd=4": 14} {
			if !slices.Equal(got[name], []int64{want}) {
				t.Errorf("%d steps: %v", steps, got)
			}
		}
	}
}

func TestWhatIsNoParquetFileIsNotCopied(t *testing.T) {
	dir := t.TempDir()
	for _, content := range [][]byte{nil, []byte("PAR1"), bytes.Repeat([]byte("PAR1"), 4), []byte("PAR1xxxx\xff\xff\xff\xffPAR1")} {
		path := filepath.Join(dir, uuid.NewString()+".parquet")
		if err := os.WriteFile(path, content, 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := mirror.Sync(t.Context(), mirror.Folder(t.TempDir()), daily([]mirror.File{{Path: path}})); err == nil {
			t.Errorf("%q was copied", content)
		}
	}
}
