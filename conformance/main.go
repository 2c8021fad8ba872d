// Command conformance compares Tarn's answers with a real Trino's: it records Trino's, and replays them on Tarn.
package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"slices"
	"strings"
	"syscall"
	"time"

	"github.com/spf13/pflag"
)

// conformance is one run of the program.
type conformance struct {
	tables *tables
	trino  *trino
	tarn   *tarn
	flags  flags
}

type flags struct {
	all, words, verbose, known, random, patterns bool
	file, engine                                 string
	seed                                         int64
	duration                                     time.Duration
	statements                                   int
}

type command struct {
	name, args, help string
	run              func(*conformance, context.Context, []string) error
}

var commands = []command{
	{"try", "[SQL…]", "print both answers to a statement; from stdin without one", (*conformance).try},
	{"record", "[FILE…]", "record Trino's answers to the statements that have none; --all: to all of them", (*conformance).record},
	{"replay", "[FILE…]", "replay the recorded statements on Tarn and print the differences that known.txt does not list; --all: all of them", (*conformance).replay},
	{"known", "", "take the statements that agree out of known.txt; --all: write the list anew", (*conformance).known},
	{"corpus", "", "run the public queries of ../shared/corpus and print the score; --verbose or --file: and the differences; --all: ask Trino again", (*conformance).corpus},
	{"definitions", "", "run the statements about tables of ../shared/corpus and print the score by kind; --verbose: and the differences", (*conformance).definitions},
	{"functions", "", "print the functions and overloads that Trino has and Tarn has not", (*conformance).functions},
	{"random", "", "make statements up, ask both, and print the differences; --seed, --statements, --for, --file; --patterns: row patterns only", (*conformance).random},
	{"tables", "", "write the generated test tables anew", (*conformance).generate},
	{"run", "[FILE…]", "ask both and print every difference, and where Trino's answer is not the recorded one", (*conformance).live},
}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if err := run(ctx, os.Args[1:]); err != nil {
		if !errors.Is(err, errDiffer) {
			fmt.Fprintln(os.Stderr, "conformance:", err)
		}
		os.Exit(1)
	}
}

// errDiffer says that there are differences, which have been printed.
var errDiffer = errors.New("answers differ")

func run(ctx context.Context, args []string) error {
	c := &conformance{}
	f := pflag.NewFlagSet("conformance", pflag.ContinueOnError)
	f.BoolVarP(&c.flags.all, "all", "a", false, "record, replay, known: everything")
	f.BoolVarP(&c.flags.words, "words", "w", false, "replay: print errors that have other words than Trino's, too")
	f.BoolVarP(&c.flags.verbose, "verbose", "v", false, "print every difference")
	f.StringVar(&c.flags.engine, "engine", "duckdb", "the `engine` that Tarn's answers come from: duckdb or trino")
	f.BoolVar(&c.flags.known, "known", false, "corpus: list every statement that differs in testdata/corpus/known.txt")
	f.StringVarP(&c.flags.file, "file", "f", "", "try: read the statement from this `file`; corpus, random: write the report to it")
	f.Int64Var(&c.flags.seed, "seed", 1, "random: where to begin")
	f.DurationVar(&c.flags.duration, "for", time.Minute, "random: for how long at most")
	f.BoolVar(&c.flags.random, "random", false, "try: over the tables of random, too")
	f.BoolVar(&c.flags.patterns, "patterns", false, "random: statements with MATCH_RECOGNIZE only")
	f.IntVar(&c.flags.statements, "statements", 0, "random: how many `statements`; 0: as many as there is time for")
	f.Usage = func() {
		fmt.Fprintf(os.Stderr, "Usage: go run ./conformance COMMAND [flags]\n\n")
		for _, c := range commands {
			fmt.Fprintf(os.Stderr, "  %-18s %s\n", c.name+" "+c.args, c.help)
		}
		fmt.Fprintf(os.Stderr, "\nFlags:\n%s", f.FlagUsages())
	}
	if err := f.Parse(args); errors.Is(err, pflag.ErrHelp) {
		return nil
	} else if err != nil {
		return err
	}
	i := slices.IndexFunc(commands, func(c command) bool { return c.name == f.Arg(0) })
	if i < 0 {
		f.Usage()
		return fmt.Errorf("there is no command %q", f.Arg(0))
	}
	var err error
	read, prefix := readTables, "t_"
	if c.flags.random {
		read, prefix = randomTables, "r_"
	}
	if c.tables, err = read(); err != nil {
		return err
	}
	c.trino = newTrino(prefix + c.tables.hash)
	if c.tarn, err = newTarn(c.tables); err != nil {
		return err
	}
	defer func() { c.tarn.close() }()
	switch c.flags.engine {
	case "duckdb":
	case "trino":
		if err := c.ready(ctx); err != nil {
			return err
		}
		if err := c.tarn.onTrino(c.trino); err != nil {
			return err
		}
	default:
		return fmt.Errorf("there is no engine %q: choose duckdb or trino", c.flags.engine)
	}
	return commands[i].run(c, ctx, f.Args()[1:])
}

// files are the test files that are named, by path or by topic, or all of them.
func files(args []string) ([]string, error) {
	if len(args) == 0 {
		return testFiles(testdata)
	}
	out := slices.Clone(args)
	for i, name := range out {
		if _, err := os.Stat(name); err != nil {
			out[i] = testdata + "/" + strings.TrimSuffix(name, ".test") + ".test"
		}
	}
	return out, nil
}
