package main

import (
	"bufio"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"time"

	"tarn/internal/sql/analyze"
)

// corpusFile has statements that people have published. It is not part of this project.
const corpusFile = "shared/corpus/queries.jsonl"

// published is one statement of the corpus.
type published struct {
	ID, Source, Log, Kind, Tier, SQL string
	Wrong                            *string // what is wrong with it, where it fails on Athena, too

	tables []string // the test tables that it names
	filled string   // what Tarn is asked
	oracle string   // what Trino is asked
	params []string
	want   *recorded
	whole  *recorded // without its limit, where it has one
	shown  *recorded // with its order's keys as columns, where they are none
	got    *answer
	judged judgement
}

// readCorpus gives the SELECT statements of the tiers that count.
func readCorpus(root string) ([]*published, error) {
	all, err := readPublished(root)
	return slices.DeleteFunc(all, func(p *published) bool {
		return p.Kind != "SELECT" || p.Tier != "core-logs" && p.Tier != "dialect-docs"
	}), err
}

// readPublished gives all statements.
func readPublished(root string) ([]*published, error) {
	f, err := os.Open(filepath.Join(root, "..", corpusFile))
	if errors.Is(err, fs.ErrNotExist) {
		f, err = os.Open(filepath.Join(root, "..", "..", corpusFile))
	}
	if err != nil {
		return nil, err
	}
	defer f.Close()
	var out []*published
	lines := bufio.NewScanner(f)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		p := &published{}
		if err := json.Unmarshal(lines.Bytes(), p); err != nil {
			return nil, err
		}
		out = append(out, p)
	}
	return out, lines.Err()
}

// corpusRun is the corpus with what it takes to run it.
type corpusRun struct {
	statements []*published
	tables     *tables
	trino      *trino
	tarn       *tarn
	loaded     bool // Trino has the tables
}

func newCorpusRun(root string) (*corpusRun, error) {
	statements, err := readCorpus(root)
	if err != nil {
		return nil, err
	}
	r := &corpusRun{statements: statements}
	if r.tables, err = corpusTables(statements); err != nil {
		return nil, err
	}
	r.trino = newTrino("c_" + r.tables.hash)
	r.tarn, err = newTarn(r.tables)
	return r, err
}

// ask gets Trino's answers: those that are kept from an earlier run, and the others from the server, if there is one.
func (r *corpusRun) ask(ctx context.Context, live bool) error {
	for _, p := range r.statements {
		var err error
		if p.want, err = r.wanted(ctx, p.oracle, live); err != nil {
			return err
		}
		for plain, ok := unnestRow(p.oracle, p.want); ok; plain, ok = unnestRow(p.oracle, p.want) {
			p.oracle = plain
			if p.want, err = r.wanted(ctx, p.oracle, live); err != nil {
				return err
			}
		}
		if short := limited.ReplaceAllString(p.oracle, ""); short != p.oracle && p.want.Code == "" {
			if p.whole, err = r.wanted(ctx, short, live); err != nil {
				return err
			}
		}
		if long := keysShown(p.oracle); long != "" && p.want.Code == "" {
			if p.shown, err = r.wanted(ctx, long, live); err != nil {
				return err
			}
		}
	}
	return nil
}

func (r *corpusRun) wanted(ctx context.Context, sql string, live bool) (*recorded, error) {
	kept := answers{dir: r.tarn.dir}
	if a := kept.read(sql); a != nil && !live {
		return a, nil
	}
	if r.trino == nil {
		return nil, errNoTrino
	}
	if !r.loaded {
		if err := r.trino.check(ctx); err != nil {
			return nil, err
		}
		if err := r.trino.load(ctx, r.tables); err != nil {
			return nil, err
		}
		r.loaded = true
	}
	at := time.Now().UTC()
	a, err := r.trino.run(ctx, sql)
	if err != nil {
		return nil, err
	}
	return kept.write(sql, at, a)
}

// answer asks Tarn. It is asked as of the moment that Trino was asked at.
func (r *corpusRun) answer(ctx context.Context) {
	each := make(chan *published)
	var workers sync.WaitGroup
	for range slots {
		workers.Go(func() {
			for p := range each {
				ctx, end := context.WithTimeout(ctx, statementTime)
				p.got = r.tarn.runWith(ctx, p.filled, analyze.Options{Now: p.want.At, Parameters: p.params})
				p.judged = judge(p.oracle, p.want, p.got)
				if p.judged.cause == limitedCause && p.whole != nil {
					whole := r.tarn.runWith(ctx, limited.ReplaceAllString(p.filled, ""), analyze.Options{Now: p.whole.At, Parameters: p.params})
					p.judged = judge(p.oracle, p.whole, whole)
				}
				if strings.HasPrefix(p.judged.cause, unseenCause) && p.shown != nil {
					shown := r.tarn.runWith(ctx, keysShown(p.filled), analyze.Options{Now: p.shown.At, Parameters: p.params})
					p.judged = judge(keysShown(p.oracle), p.shown, shown)
				}
				end()
			}
		})
	}
	for _, p := range r.statements {
		each <- p
	}
	close(each)
	workers.Wait()
}

func (c *conformance) corpus(ctx context.Context, _ []string) error {
	_, err := c.published(ctx)
	return err
}

// corpusScore counts the statements of the corpus.
type corpusScore struct{ all, agreed, listed int }

// published runs the corpus and prints its score; nil where it is not there.
func (c *conformance) published(ctx context.Context) (*corpusScore, error) {
	r, err := newCorpusRun(".")
	if errors.Is(err, fs.ErrNotExist) {
		fmt.Println("the corpus is not there: ../" + corpusFile)
		return nil, nil
	} else if err != nil {
		return nil, err
	}
	defer func() { r.tarn.close() }()
	// A cluster's now() is the moment that it is asked at.
	if err := r.ask(ctx, c.flags.all || c.tarn.cluster); err != nil {
		return nil, err
	}
	if c.tarn.cluster {
		if err := r.tarn.onTrino(r.trino); err != nil {
			return nil, err
		}
	}
	r.answer(ctx)
	if c.flags.file != "" {
		var b strings.Builder
		r.report(&b, true)
		if err := os.WriteFile(c.flags.file, []byte(b.String()), 0o644); err != nil {
			return nil, err
		}
	}
	list := filepath.Join(testdata, corpusKnown)
	known, err := readCorpusKnown(list)
	if err != nil {
		return nil, err
	}
	if !c.tarn.cluster {
		if err := r.writeKnown(list, c.flags.known); err != nil {
			return nil, err
		}
	}
	r.report(os.Stdout, c.flags.verbose)
	s := &corpusScore{all: len(r.statements)}
	for _, p := range r.statements {
		switch {
		case p.judged.same:
			s.agreed++
		case known[p.ID]:
			s.listed++
		}
	}
	return s, nil
}

// recorded is an answer of Trino's, and when it was given.
type recorded struct {
	At      time.Time
	Columns []string
	Rows    [][]string
	Code    string
	Message string
}

func (r *recorded) answer() *answer {
	return &answer{columns: r.Columns, rows: r.Rows, code: r.Code, message: r.Message}
}

// answers keeps Trino's answers from run to run, beside the tables that they are about.
type answers struct{ dir string }

func (k answers) path(sql string) string {
	sum := sha256.Sum256([]byte(sql))
	return filepath.Join(k.dir, "answers", hex.EncodeToString(sum[:8])+".json")
}

func (k answers) read(sql string) *recorded {
	raw, err := os.ReadFile(k.path(sql))
	if err != nil {
		return nil
	}
	r := &recorded{}
	if json.Unmarshal(raw, r) != nil {
		return nil
	}
	return r
}

func (k answers) write(sql string, at time.Time, a *answer) (*recorded, error) {
	r := &recorded{At: at, Columns: a.columns, Rows: a.rows, Code: a.code, Message: a.message}
	raw, err := json.Marshal(r)
	if err != nil {
		return nil, err
	}
	if err := os.MkdirAll(filepath.Dir(k.path(sql)), 0o755); err != nil {
		return nil, err
	}
	return r, os.WriteFile(k.path(sql), raw, 0o644)
}

// tally is a score by a name.
type tally struct {
	name                     string
	all, agreed, refused, ok int // ok: answered by Trino and by Tarn alike; refused: by both
}

func tallies(all []*published, by func(*published) string) []tally {
	at := map[string]*tally{}
	for _, p := range all {
		t := at[by(p)]
		if t == nil {
			t = &tally{name: by(p)}
			at[t.name] = t
		}
		t.all++
		if p.judged.same {
			t.agreed++
			if p.want.Code != "" {
				t.refused++
			} else {
				t.ok++
			}
		}
	}
	out := make([]tally, 0, len(at))
	for _, t := range at {
		out = append(out, *t)
	}
	slices.SortFunc(out, func(a, b tally) int { return strings.Compare(a.name, b.name) })
	return out
}

// corpusKnown lists the statements of the corpus that Tarn does not answer as Trino does, yet, by their IDs.
const corpusKnown = "corpus/known.txt"

func readCorpusKnown(path string) (map[string]bool, error) {
	raw, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	out := map[string]bool{}
	for line := range strings.Lines(string(raw)) {
		if line = strings.TrimSpace(line); line != "" && line[0] != '#' {
			out[line] = true
		}
	}
	return out, nil
}

// writeKnown takes out what agrees; with anew, it puts in what does not.
func (r *corpusRun) writeKnown(path string, anew bool) error {
	known, err := readCorpusKnown(path)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	text := "# Statements of the corpus that Tarn does not answer as Trino does, yet. go run ./conformance corpus takes out those that it does.\n"
	for _, p := range r.statements {
		if !p.judged.same && (anew || known[p.ID]) {
			text += p.ID + "\n"
		}
	}
	return os.WriteFile(path, []byte(text), 0o644)
}
