package main

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"time"
)

// try prints both answers to each statement.
func (c *conformance) try(ctx context.Context, args []string) error {
	if c.flags.file != "" || len(args) == 0 {
		in := os.Stdin
		if c.flags.file != "" {
			f, err := os.Open(c.flags.file)
			if err != nil {
				return err
			}
			defer f.Close()
			in = f
		}
		raw, err := io.ReadAll(in)
		if err != nil {
			return err
		}
		args = append(args, strings.TrimSpace(string(raw)))
	}
	differ := false
	for _, sql := range args {
		b := &block{statement: sql}
		want, err := c.ask(ctx, b.text())
		if err != nil {
			return err
		}
		got := c.tarn.run(ctx, b.text())
		if len(args) > 1 {
			fmt.Println(sql)
		}
		w, g := want.lines(ordered(sql)), got.lines(ordered(sql))
		mark := "same"
		switch {
		case !agree(w, g, nil):
			mark, differ = "DIFFERENT", true
		case !slices.Equal(w, g):
			mark = "same kind of error"
		}
		if got.emitted != "" {
			fmt.Println("  "+c.flags.engine+":", got.emitted)
		}
		fmt.Print(indented("  trino:  ", w), indented("  tarn:   ", g), "  ", mark, "\n")
	}
	if differ {
		return errDiffer
	}
	return nil
}

// ask runs a statement on Trino; the tables are loaded when they turn out to be missing.
func (c *conformance) ask(ctx context.Context, sql string) (*answer, error) {
	a, err := c.trino.run(ctx, sql)
	if err == nil && (a.code == "TABLE_NOT_FOUND" || a.code == "SCHEMA_NOT_FOUND") {
		if err = c.trino.load(ctx, c.tables); err == nil {
			a, err = c.trino.run(ctx, sql)
		}
	}
	return a, err
}

// ready makes sure that the oracle answers and has the tables.
func (c *conformance) ready(ctx context.Context) error {
	if err := c.trino.check(ctx); err != nil {
		return err
	}
	return c.trino.load(ctx, c.tables)
}

func (c *conformance) record(ctx context.Context, args []string) error {
	paths, err := files(args)
	if err != nil {
		return err
	}
	if err := c.ready(ctx); err != nil {
		return err
	}
	for _, path := range paths {
		f, err := readTestFile(path)
		if err != nil {
			return err
		}
		n, err := c.recordFile(ctx, f)
		if err != nil {
			return fmt.Errorf("%s: %w", path, err)
		}
		fmt.Printf("%s: %d recorded\n", path, n)
	}
	return nil
}

// recordFile asks Trino twice: what differs by itself, such as now(), cannot be recorded.
func (c *conformance) recordFile(ctx context.Context, f *testFile) (int, error) {
	n := 0
	for _, b := range f.blocks {
		if err := b.check(); err != nil {
			return n, err
		}
		if b.statement == "" || b.want != nil && !c.flags.all {
			continue
		}
		var lines [2][]string
		for i := range lines {
			a, err := c.trino.run(ctx, b.plain())
			if err != nil {
				return n, err
			}
			lines[i] = a.lines(ordered(b.text()))
		}
		if !slices.Equal(lines[0], lines[1]) && !agree(lines[0], lines[1], b.directives()) {
			fmt.Printf("not recorded, because Trino answers differently each time:\n%s\n%s%s", b.statement, indented("  ", lines[0]), indented("  ", lines[1]))
			continue
		}
		b.want = lines[0]
		n++
	}
	return n, os.WriteFile(f.path, []byte(f.String()), 0o644)
}

func (c *conformance) replay(ctx context.Context, args []string) error {
	paths, err := files(args)
	if err != nil {
		return err
	}
	known, err := readKnown(testdata)
	if err != nil {
		return err
	}
	all, err := replay(ctx, c.tarn, paths)
	if err != nil {
		return err
	}
	for _, v := range all {
		_, listed := known[v.block.id(v.file)]
		if !v.agree && (c.flags.all || !listed) || v.agree && c.flags.words && !v.words {
			fmt.Println(v)
		}
	}
	s := count(all)
	fmt.Println(s)
	if s.agreed < s.statements {
		return errDiffer
	}
	return nil
}

func (c *conformance) known(ctx context.Context, args []string) error {
	paths, err := files(args)
	if err != nil {
		return err
	}
	known, err := readKnown(testdata)
	if err != nil && !os.IsNotExist(err) {
		return err
	}
	all, err := replay(ctx, c.tarn, paths)
	if err != nil {
		return err
	}
	left := map[string]knownAs{}
	for _, v := range all {
		id := v.block.id(v.file)
		if old, listed := known[id]; !v.agree && (listed || c.flags.all) {
			left[id] = knownAs{v.block.words(), cmp.Or(old.reason, notLookedAt)}
		}
	}
	fmt.Printf("%d statements were known to differ, %d are now; %s\n", len(known), len(left), count(all))
	return writeKnown(testdata, left)
}

func (c *conformance) live(ctx context.Context, args []string) error {
	begun := time.Now()
	paths, err := files(args)
	if err != nil {
		return err
	}
	known, err := readKnown(testdata)
	if err != nil {
		return err
	}
	if err := c.ready(ctx); err != nil {
		return err
	}
	all, err := replay(ctx, c.tarn, paths)
	if err != nil {
		return err
	}
	stale := 0
	if !c.tarn.cluster { // whose answers are Trino's own, and were compared with the recorded ones
		if stale, err = c.stale(ctx, all); err != nil {
			return err
		}
	}
	listed := 0
	for _, v := range all {
		if !v.agree {
			fmt.Println(v)
			if _, ok := known[v.block.id(v.file)]; ok {
				listed++
			}
		}
	}
	fmt.Print(byTopic(all))
	fmt.Println(count(all))
	var public *corpusScore
	if len(args) == 0 {
		fmt.Println()
		if public, err = c.published(ctx); err != nil {
			return err
		}
	}
	s := count(all)
	differ := s.statements - s.agreed - listed + stale
	fmt.Printf("\nTrino %s and Tarn with engine: %s, %s, in %s\n", trinoVersion, c.flags.engine, begun.UTC().Format("2 January 2006"), time.Since(begun).Round(time.Second))
	fmt.Printf("  recorded statements %6d: %d agree, %d are listed in known.txt, %d differ\n", s.statements, s.agreed, listed, s.statements-s.agreed-listed)
	if !c.tarn.cluster {
		fmt.Printf("  recorded answers    %6d: %d are Trino's, asked again, %d are not\n", s.statements, s.statements-stale, stale)
	}
	if public != nil {
		differ += public.all - public.agreed - public.listed
		fmt.Printf("  public statements   %6d: %d agree, %d are listed in corpus/known.txt, %d differ\n", public.all, public.agreed, public.listed, public.all-public.agreed-public.listed)
	}
	fmt.Printf("%d unexplained differences\n", differ)
	if differ > 0 {
		return errDiffer
	}
	return nil
}

// byTopic is the score of each file.
func byTopic(all []*verdict) string {
	topics := map[string][]*verdict{}
	for _, v := range all {
		topic := strings.TrimSuffix(filepath.Base(v.file), ".test")
		topics[topic] = append(topics[topic], v)
	}
	var b strings.Builder
	fmt.Fprintf(&b, "%-20s %5s %6s\n", "topic", "all", "agree")
	for _, topic := range slices.Sorted(maps.Keys(topics)) {
		s := count(topics[topic])
		fmt.Fprintf(&b, "  %-18s %5d %6d\n", topic, s.statements, s.agreed)
	}
	return b.String()
}

// stale asks Trino again, and prints where it does not answer as recorded.
func (c *conformance) stale(ctx context.Context, all []*verdict) (n int, err error) {
	each := make(chan *verdict)
	var mu sync.Mutex
	var workers sync.WaitGroup
	for range slots {
		workers.Go(func() {
			for v := range each {
				a, e := c.trino.run(ctx, v.block.plain())
				mu.Lock()
				if e != nil {
					err = e
				} else if lines := a.lines(ordered(v.block.text())); !slices.Equal(lines, v.block.want) && !agree(v.block.want, lines, v.block.directives()) {
					n++
					fmt.Printf("%s: the recorded answer is not Trino's\n%s\n%s%s", v.block.id(v.file), v.block.statement, indented("  recorded: ", v.block.want), indented("  trino:    ", lines))
				}
				mu.Unlock()
			}
		})
	}
	for i, v := range all {
		if i%1000 == 999 {
			fmt.Fprintf(os.Stderr, "%d of %d answers asked again\n", i+1, len(all))
		}
		each <- v
	}
	close(each)
	workers.Wait()
	return n, err
}
