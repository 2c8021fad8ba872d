package main

import (
	"context"
	"fmt"
	"os"
	"strings"
	"sync"
	"time"
)

// verdict is one recorded statement, replayed on Tarn.
type verdict struct {
	file  string
	block *block
	got   *answer
	agree bool
	// words says that both fail, in the same words.
	words bool
}

// statementTime is what Tarn may take for one statement.
const statementTime = 20 * time.Second

// replay runs the recorded statements of files on Tarn.
func replay(ctx context.Context, t *tarn, files []string) ([]*verdict, error) {
	var all []*verdict
	for _, path := range files {
		f, err := readTestFile(path)
		if err != nil {
			return nil, err
		}
		for _, b := range f.blocks {
			if b.want == nil {
				continue
			}
			if err := b.check(); err != nil {
				return nil, fmt.Errorf("%s: %w", path, err)
			}
			all = append(all, &verdict{file: path, block: b})
		}
	}
	each := make(chan *verdict)
	var workers sync.WaitGroup
	for range slots {
		workers.Go(func() {
			for v := range each {
				v.judge(ctx, t)
			}
		})
	}
	for i, v := range all {
		if t.cluster && i%1000 == 999 { // which takes its time
			fmt.Fprintf(os.Stderr, "%d of %d statements run\n", i+1, len(all))
		}
		each <- v
	}
	close(each)
	workers.Wait()
	return all, ctx.Err()
}

func (v *verdict) judge(ctx context.Context, t *tarn) {
	limit := statementTime
	if t.cluster { // which the machine runs, too
		limit *= 10
	}
	ctx, end := context.WithTimeout(ctx, limit)
	defer end()
	v.got = t.run(ctx, v.block.text())
	got := v.got.lines(ordered(v.block.text()))
	v.agree = agree(v.block.want, got, v.block.directives())
	v.words = v.agree && len(got) > 0 && got[0] == v.block.want[0]
}

// String is a difference for the reader.
func (v *verdict) String() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s\n%s\n", v.block.id(v.file), v.block.statement)
	if v.got.emitted != "" {
		fmt.Fprintf(&b, "  duckdb: %s\n", cut(v.got.emitted, 2000))
	}
	got := v.got.lines(ordered(v.block.text()))
	fmt.Fprintf(&b, "%s%s", indented("  trino:  ", v.block.want), indented("  tarn:   ", got))
	return b.String()
}

// maxShown is how many lines of an answer are shown.
const maxShown = 12

func indented(label string, lines []string) string {
	var b strings.Builder
	for i, l := range lines {
		if i == maxShown {
			fmt.Fprintf(&b, "%s… %d lines\n", label, len(lines))
			break
		}
		b.WriteString(label + cut(l, 6000) + "\n")
		label = strings.Repeat(" ", len(label))
	}
	return b.String()
}

func cut(s string, n int) string {
	if r := []rune(s); len(r) > n {
		return string(r[:n]) + "…"
	}
	return s
}

// score counts verdicts.
type score struct{ statements, agreed, errors, words int }

func count(all []*verdict) (s score) {
	for _, v := range all {
		s.statements++
		if v.agree {
			s.agreed++
		}
		if _, failed := errorCode(v.block.want); failed && v.agree {
			s.errors++
			if v.words {
				s.words++
			}
		}
	}
	return s
}

func (s score) String() string {
	return fmt.Sprintf("%d statements, %d agree, %d differ; %d of the agreeing errors have Trino's words, %d have others",
		s.statements, s.agreed, s.statements-s.agreed, s.words, s.errors-s.words)
}
