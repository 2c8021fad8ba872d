package ingest_test

import (
	"bytes"
	"compress/gzip"
	"context"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"tarn/internal/decode"
	"tarn/internal/ingest"
	"tarn/internal/lake"
	"tarn/internal/rows"
	"tarn/internal/state"
)

// killedGroup has the child process import a folder of several formats.
const killedGroup = "TARN_TEST_KILLED_GROUP"

// group is a data directory with a store for each format.
type group struct {
	dir  string
	lake *lake.Lake
	db   *state.DB
}

func openGroup(ctx context.Context, dir string) (*group, error) {
	l, err := lake.Open(filepath.Join(dir, "lake"), lake.Options{Grace: time.Nanosecond})
	if err != nil {
		return nil, err
	}
	db, err := state.Open(ctx, dir)
	if err != nil {
		l.Close()
		return nil, err
	}
	return &group{dir, l, db}, nil
}

func (g *group) close() {
	g.lake.Close()
	g.db.Close()
}

func (g *group) table(ctx context.Context, f decode.Format) (*lake.Table, error) {
	name := strings.ReplaceAll(f.Name, "-", "_")
	t, err := g.lake.Table(ctx, name, f.Table)
	if err != nil {
		t, err = g.lake.CreateTable(ctx, name, f.Table)
	}
	return t, err
}

func (g *group) run(ctx context.Context, o ingest.Options, walk ingest.Walk) (ingest.Report, error) {
	all := &ingest.Group{
		Dir: g.dir, Workers: 2,
		Known: func(context.Context, ingest.Object) (string, bool, error) { return "", false, nil },
		Open: func(ctx context.Context, f decode.Format) (*ingest.Importer, error) {
			t, err := g.table(ctx, f)
			o := o
			o.Format, o.Name, o.MinFree = f, f.Store, -1
			return ingest.New(g.dir, g.lake, t, f.Name, g.db, o), err
		},
	}
	return all.Run(ctx, walk)
}

func importGroup(ctx context.Context, dir, logs string) error {
	g, err := openGroup(ctx, dir)
	if err != nil {
		return err
	}
	defer g.close()
	if _, err = g.run(ctx, ingest.Options{BatchRows: 150, CommitEvery: time.Nanosecond}, folder(logs)); err != nil {
		return err
	}
	flows, _ := decode.ByName("vpcflow")
	t, err := g.table(ctx, flows)
	if err != nil {
		return err
	}
	_, err = ingest.Maintain(ctx, t, flows.Name, g.db, ingest.Maintenance{Compaction: lake.Compaction{MinFiles: 2}, Expiry: lake.Expiry{Keep: 1}})
	return err
}

// TestFormatsKilledAtAnyInstant: lines have no ID, and yet each is there once, and equal ones as often as they were delivered.
func TestFormatsKilledAtAnyInstant(t *testing.T) {
	t.Parallel()
	kills := 30
	if testing.Short() {
		kills = 8
	}
	logs := t.TempDir()
	events := writeLogs(t, logs, 10, 100)
	var want []string
	for i := range 20 {
		text := "version account-id interface-id srcaddr dstaddr srcport dstport protocol packets bytes start end action log-status\n"
		for j := range 150 {
			n := i*150 + j
			line := fmt.Sprintf("2 111122223333 eni-1 10.0.0.1 10.0.0.2 %d 443 6 1 44 %d %d ACCEPT OK\n", n, 1715000000+n*60, 1715000030+n*60)
			for range 1 + n%2 {
				text += line
				want = append(want, fmt.Sprint(n))
			}
		}
		if err := os.WriteFile(filepath.Join(logs, fmt.Sprintf("flows-%02d.log", i)), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	slices.Sort(want)
	rnd := rand.New(rand.NewPCG(uint64(time.Now().UnixNano()), 1))
	for killed := 0; killed < kills; {
		dir := t.TempDir()
		for finished := false; !finished; {
			cmd := exec.Command(os.Args[0])
			cmd.Env = append(os.Environ(), killedGroup+"="+dir, killedLogs+"="+logs)
			var stderr strings.Builder
			cmd.Stderr = &stderr
			if err := cmd.Start(); err != nil {
				t.Fatal(err)
			}
			ended := make(chan error, 1)
			go func() { ended <- cmd.Wait() }()
			delay := time.Duration(rnd.IntN(900)) * time.Millisecond
			if killed >= kills {
				delay = time.Minute
			}
			select {
			case err := <-ended:
				if err != nil {
					t.Fatalf("after %d kills: %v\n%s", killed, err, stderr.String())
				}
				finished = true
			case <-time.After(delay):
				cmd.Process.Kill()
				<-ended
				killed++
			}
		}
		g, err := openGroup(t.Context(), dir)
		if err != nil {
			t.Fatal(err)
		}
		if got := g.values(t, "vpcflow", "srcport"); !slices.Equal(got, want) {
			t.Fatalf("%d flows, want %d", len(got), len(want))
		}
		if got := g.values(t, "cloudtrail", "eventID"); !slices.Equal(got, events) {
			t.Fatalf("%d events, want %d", len(got), len(events))
		}
		if _, n, err := g.db.Totals(t.Context(), "vpcflow"); err != nil || n != int64(len(want)) {
			t.Fatalf("the ledger counts %d flows, want %d (%v)", n, len(want), err)
		}
		g.close()
	}
}

// values are those of a column, sorted.
func (g *group) values(t *testing.T, format, column string) (out []string) {
	t.Helper()
	f, _ := decode.ByName(format)
	table, err := g.table(t.Context(), f)
	if err != nil {
		t.Fatal(err)
	}
	p, err := table.Plan(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	defer p.Release()
	b := rows.NewBatch(table.Layout(), 100)
	leaf := b.Leaf(column)
	for _, path := range p.Paths {
		err := table.ReadGroups(t.Context(), path, b, "", nil, func() error {
			for row := range b.N {
				if b.Leaves[leaf].Ints != nil {
					n, _ := b.Int(leaf, row)
					out = append(out, fmt.Sprint(n))
				} else {
					s, _ := b.String(leaf, row)
					out = append(out, strings.Clone(s))
				}
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	slices.Sort(out)
	return out
}

// TestFormatsDamaged: what is wrong with a file is said and counted, and what is right with it is kept.
func TestFormatsDamaged(t *testing.T) {
	const line = "2 111122223333 eni-1 10.0.0.1 10.0.0.2 %d 443 6 1 44 1715000000 1715000030 ACCEPT OK\n"
	flows := func(n int) (text string) {
		for i := range n {
			text += fmt.Sprintf(line, i)
		}
		return text
	}
	var zipped bytes.Buffer
	z := gzip.NewWriter(&zipped)
	for i := range 20_000 {
		fmt.Fprintf(z, line, i%65000)
	}
	z.Close()
	long := io.MultiReader(strings.NewReader(flows(1)), io.LimitReader(endless('x'), 100<<20), strings.NewReader("\n"+flows(1)))
	const place = "s3://logs/AWSLogs/111122223333/vpcflowlogs/eu-west-1/2024/05/06/"
	for name, c := range map[string]struct {
		text          io.Reader
		in, set, fail int64
		reason        string
	}{
		"whole":       {strings.NewReader(flows(3)), 3, 0, 0, ""},
		"empty":       {strings.NewReader(""), 0, 0, 0, ""},
		"crlf":        {strings.NewReader(strings.ReplaceAll(flows(3), "\n", "\r\n")), 3, 0, 0, ""},
		"cut":         {strings.NewReader(flows(3)[:200]), 2, 1, 0, ""},
		"not UTF-8":   {strings.NewReader(flows(1) + "\xff\xfe\x00 1 2\n" + flows(1)), 2, 1, 0, ""},
		"100 MB line": {long, 2, 1, 0, "larger than"},
		"cut gzip":    {bytes.NewReader(zipped.Bytes()[:zipped.Len()/2]), -1, 1, 1, "the compressed data is cut off: its end is missing"},
		"a trail":     {strings.NewReader(`{"Records":[{"eventTime":"2024-05-07T10:00:00Z","eventID":"e","eventName":"E"}]}`), 0, 0, 1, "not VPC Flow Logs: it is in the format of CloudTrail; import it with --format cloudtrail or auto"},
	} {
		t.Run(name, func(t *testing.T) {
			g, err := openGroup(t.Context(), t.TempDir())
			if err != nil {
				t.Fatal(err)
			}
			defer g.close()
			r, err := g.run(t.Context(), ingest.Options{}, func(ctx context.Context, yield func(ingest.Found) error) error {
				return yield(ingest.Found{Object: ingest.Object{URI: place + "x.log.gz", ETag: name}, Open: func(context.Context) (ingest.Body, error) {
					return ingest.Body{ReadCloser: io.NopCloser(c.text)}, nil
				}})
			})
			if err != nil {
				t.Fatal(err)
			}
			reason := ""
			for _, p := range r.Problems {
				reason += p.Reason + "; "
			}
			if c.in < 0 && r.Events.In > 5000 {
				c.in = r.Events.In // as much as could be read
			}
			if r.Events.In != c.in || r.Events.Quarantined != c.set || r.Objects.Failed != c.fail || !strings.Contains(reason, c.reason) {
				t.Errorf("%+v %+v %s", r.Events, r.Objects, reason)
			}
		})
	}
}

// endless is a reader of one byte again and again.
type endless byte

func (e endless) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = byte(e)
	}
	return len(p), nil
}
