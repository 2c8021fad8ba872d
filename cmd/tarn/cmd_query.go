package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/user"
	"path/filepath"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"tarn/internal/engine"
	"tarn/internal/query"
	"tarn/internal/query/format"
	"tarn/internal/schema"
	"tarn/internal/sql/analyze"
	"tarn/internal/sql/syntax"
	"tarn/internal/term"
)

// queryOptions are the flags of tarn query.
type queryOptions struct {
	output  string
	file    string
	target  string
	params  []string
	timeout time.Duration
}

func newQueryCommand(a *app) *cobra.Command {
	var o queryOptions
	cmd := &cobra.Command{
		Use:   "query ['SELECT …']",
		Short: "Ask the lake in SQL",
		Long: `Runs a statement in CloudTrail Lake's and Athena's SQL, and prints its result. The statement
is the argument, a file (-f), or standard input. An event data store goes by its name, as in
FROM cloudtrail, or by its ID.

A table fits the terminal; in a pipe it is as wide as it is. JSON has 64-bit numbers with all
their digits, and nested values as arrays and objects. Times are UTC.

Exit codes: 0 the result is complete; 1 the statement failed; 2 wrong usage, or the statement
has no meaning; 130 interrupted.`,
		Example: `  tarn query "SELECT eventName, count(*) AS n FROM cloudtrail GROUP BY 1 ORDER BY n DESC LIMIT 10"
  tarn query -o csv -f top-errors.sql > top-errors.csv
  tarn query "SELECT * FROM cloudtrail WHERE eventTime > '2024-05-01 00:00:00'" --output-file may.parquet
  tarn query "SELECT count(*) FROM cloudtrail WHERE awsRegion = ? AND eventTime > ?" --param "'us-east-1'" --param "TIMESTAMP '2024-05-01'"
  echo "SELECT max(eventTime) FROM cloudtrail" | tarn query -o json`,
		Args:              cobra.MaximumNArgs(1),
		ValidArgsFunction: a.completeStatement,
		RunE: func(cmd *cobra.Command, args []string) error {
			return runQuery(cmd.Context(), a, o, args)
		},
	}
	f := cmd.Flags()
	f.StringVarP(&o.output, "output", "o", "", "`format`: table, csv, json (one array), jsonl (a line a row) or parquet (default table, or by the name of --output-file)")
	f.StringVarP(&o.file, "file", "f", "", "read the statement from a `file`; - is standard input")
	f.StringVar(&o.target, "output-file", "", "write the result to a `file`, which appears when it is complete")
	f.StringArrayVar(&o.params, "param", nil, "the `value` of a ? in the statement, in their order, as SQL has it: 42, \"'us-east-1'\", \"DATE '2024-05-01'\"")
	f.DurationVar(&o.timeout, "timeout", 0, "end the statement after a `time`, as in 30s (default never)")
	cmd.RegisterFlagCompletionFunc("output", cobra.FixedCompletions([]string{"table", "csv", "json", "jsonl", "parquet"}, cobra.ShellCompDirectiveNoFileComp))
	return cmd
}

func runQuery(ctx context.Context, a *app, o queryOptions, args []string) error {
	if err := o.settle(a); err != nil {
		return &exitError{code: exitUsage, err: err}
	}
	sql, err := o.statement(a, args)
	if err != nil {
		return err
	}
	a.typed.asks(sql)
	if makes(sql) {
		if _, err := a.open(ctx, true); err != nil {
			return err
		}
	}
	s, err := a.queries(ctx)
	if err != nil {
		return err
	}
	if a.data != nil && namesAudit(sql) {
		if _, _, err := a.data.auditStore(ctx, true); err != nil {
			return err
		}
	}
	x, err := s.Start(ctx, query.Statement{SQL: sql, Parameters: o.params, By: userName(), Timeout: o.timeout, Once: true})
	if err != nil {
		return a.queryFailed(sql, err, exitUsage)
	}
	for _, n := range x.Notes {
		a.say("note: %s\n%s", term.Safe(n.Text), term.Caret(sql, n.From, n.To, a.errWidth()))
	}
	if err := a.answer(ctx, s, x, o); err != nil {
		return a.queryFailed(sql, err, exitFailed)
	}
	return nil
}

// makes reports whether a statement makes a database or a table: the first one makes the data directory, too.
func makes(sql string) bool {
	stmt, err := syntax.Parse(sql)
	if err != nil {
		return false
	}
	switch stmt.(type) {
	case *syntax.CreateTable, *syntax.CreateSchema:
		return true
	}
	return false
}

// userName is who asks, for current_user: whom the system takes the process's owner for.
func userName() string {
	if u, err := user.Current(); err == nil {
		return u.Username
	}
	return ""
}

// settle finds the format where none is given.
func (o *queryOptions) settle(a *app) error {
	if o.output == "" {
		o.output = "table"
		switch ext := strings.TrimPrefix(filepath.Ext(o.target), "."); ext {
		case "csv", "json", "jsonl", "parquet":
			o.output = ext
		case "ndjson":
			o.output = "jsonl"
		}
	}
	if o.timeout < 0 {
		return fmt.Errorf("--timeout %v: give a time, as in 30s", o.timeout)
	}
	if info, err := os.Stat(o.target); o.target != "" && err == nil && info.IsDir() {
		return fmt.Errorf("--output-file %s is a folder; name a file", o.target)
	}
	if info, err := os.Stat(filepath.Dir(o.target)); o.target != "" && (err != nil || !info.IsDir()) {
		return fmt.Errorf("--output-file %s: there is no folder %s", o.target, filepath.Dir(o.target))
	}
	switch o.output {
	case "table", "csv", "json", "jsonl":
	case "parquet":
		if _, terminal := term.Terminal(a.stdout); terminal && o.target == "" {
			return errors.New("Parquet is not for a terminal: name a file with --output-file")
		}
	default:
		return fmt.Errorf("there is no format %q: choose table, csv, json, jsonl or parquet", o.output)
	}
	return nil
}

func (o *queryOptions) statement(a *app, args []string) (string, error) {
	usage := func(format string, args ...any) error {
		return &exitError{code: exitUsage, err: fmt.Errorf(format, args...)}
	}
	switch {
	case len(args) == 1 && o.file != "":
		return "", usage("the statement comes from the argument or from -f, not from both")
	case len(args) == 1:
		return args[0], nil
	case o.file != "" && o.file != "-":
		text, err := os.ReadFile(o.file)
		if err != nil {
			return "", usage("the statement cannot be read: %w", err)
		}
		return string(text), nil
	}
	none := usage("there is no statement: give it as an argument, with -f FILE, or on standard input")
	if _, terminal := term.Terminal(a.stdin); terminal && o.file == "" {
		return "", none
	}
	text, err := io.ReadAll(a.stdin)
	if err == nil && len(bytes.TrimSpace(text)) == 0 {
		err = none
	}
	return string(text), err
}

// answer writes the rows as they come, and how many there were.
func (a *app) answer(ctx context.Context, s *query.Service, x query.Execution, o queryOptions) (err error) {
	if len(x.Columns) == 0 {
		return a.done(ctx, s, x)
	}
	out, finish, err := a.target(o.target)
	if err != nil {
		return err
	}
	defer func() { err = finish(err) }()
	rows, err := s.Stream(ctx, x.ID)
	if err != nil {
		return err
	}
	defer rows.Close()
	progress := a.watchQuery(ctx, s, x.ID)
	defer progress()
	_, terminal := term.Terminal(a.stdout)
	if terminal && o.target == "" {
		out = &firstWrite{w: out, before: progress}
		if o.output == "csv" {
			out = term.SafeWriter{W: out}
		}
	}
	encoder, table, err := a.encoder(out, x, o)
	if err != nil {
		return err
	}
	for {
		batch, err := rows.Next(ctx, 10_000)
		if err == io.EOF {
			break
		}
		if err != nil {
			return err
		}
		if err := encoder.Rows(batch); err != nil {
			return fmt.Errorf("writing the result: %w", err)
		}
	}
	if err := encoder.Close(); err != nil {
		return fmt.Errorf("writing the result: %w", err)
	}
	progress()
	if x, err = s.Wait(ctx, x.ID); err == nil && (o.output == "table" || o.target != "") {
		demo := ""
		if a.data != nil {
			demo = a.data.demo()
		}
		a.say("%s%s", demo, summary(x, table != nil && table.Cut()))
	}
	return err
}

// done waits for a statement that gives no rows.
func (a *app) done(ctx context.Context, s *query.Service, x query.Execution) error {
	rows, err := s.Stream(ctx, x.ID)
	if err != nil {
		return err
	}
	defer rows.Close()
	if _, err := rows.Next(ctx, 1); err != io.EOF {
		return err
	}
	if x, err = s.Wait(ctx, x.ID); err == nil {
		a.say("done, %s", term.Time(x.Ended.Sub(x.Submitted)))
	}
	return err
}

// prose reports whether a result is a text for people, of many lines: a plan, or a statement.
func prose(columns []analyze.Output) bool {
	if len(columns) != 1 {
		return false
	}
	switch columns[0].Name {
	case "Query Plan", "Create View", "Create Table":
		return columns[0].Type.Kind == schema.Varchar
	}
	return false
}

// proseWriter writes such a text as it is.
type proseWriter struct{ w io.Writer }

// Rows implements format.Encoder.
func (p proseWriter) Rows(rows []engine.Row) error {
	for _, row := range rows {
		text, _ := row[0].(string)
		if _, err := fmt.Fprintln(p.w, strings.TrimRight(text, "\n")); err != nil {
			return err
		}
	}
	return nil
}

// Close implements format.Encoder.
func (proseWriter) Close() error { return nil }

// encoder makes the format's own; table is nil for others.
func (a *app) encoder(w io.Writer, x query.Execution, o queryOptions) (format.Encoder, *format.Table, error) {
	if o.output != "table" {
		e, err := format.New(o.output, w, x.Columns)
		return e, nil, err
	}
	if prose(x.Columns) {
		return proseWriter{term.SafeWriter{W: w}}, nil, nil
	}
	width := 0
	if o.target == "" {
		width, _ = term.Terminal(a.stdout)
	}
	t := format.NewTable(w, x.Columns, width, o.target == "" && term.Coloured(a.stdout))
	return t, t, nil
}

// target opens where the result goes. A file appears under its name only when all is in it.
func (a *app) target(path string) (w io.Writer, finish func(error) error, err error) {
	if path == "" {
		return a.stdout, func(err error) error { return err }, nil
	}
	f, err := os.CreateTemp(filepath.Dir(path), "."+filepath.Base(path)+"-*")
	if err != nil {
		return nil, nil, fmt.Errorf("the result cannot be written: %w", err)
	}
	return f, func(err error) error {
		if err == nil {
			err = f.Chmod(0o644)
		}
		if closeErr := f.Close(); err == nil {
			err = closeErr
		}
		if err == nil {
			err = os.Rename(f.Name(), path)
		}
		if err != nil {
			os.Remove(f.Name())
		}
		return err
	}, nil
}

// firstWrite does something before the first byte goes through.
type firstWrite struct {
	w      io.Writer
	before func()
}

func (f *firstWrite) Write(p []byte) (int, error) {
	if f.before != nil {
		f.before()
		f.before = nil
	}
	return f.w.Write(p)
}

func summary(x query.Execution, cut bool) string {
	s := term.Things(x.Rows, "row", "rows")
	if x.Stats.TotalFiles > 0 {
		s += fmt.Sprintf(", %s of %s read (%s)", term.Count(int64(x.Stats.Files)), term.Things(int64(x.Stats.TotalFiles), "file", "files"), term.Bytes(x.Stats.Bytes))
	}
	if x.Stats.TotalPartitions > 0 {
		s += fmt.Sprintf(", partitions %s of %s", term.Count(int64(x.Stats.Partitions)), term.Count(int64(x.Stats.TotalPartitions)))
	}
	if x.Stats.Converted > 0 {
		s += fmt.Sprintf(", %s converted (%s)", term.Things(int64(x.Stats.Converted), "file", "files"), term.Bytes(x.Stats.ConvertedBytes))
	}
	if x.Stats.FetchedBytes > 0 {
		s += fmt.Sprintf(", %s of it from the bucket", term.Bytes(x.Stats.FetchedBytes))
	}
	s += ", " + term.Time(x.Ended.Sub(x.Submitted))
	if cut {
		s += "; … marks values that were cut to fit, -o json or a pipe shows them whole"
	}
	return s
}

// queryFailed shows a statement's error with its place.
func (a *app) queryFailed(sql string, err error, code int) error {
	var e *query.Error
	if !errors.As(err, &e) {
		return err
	}
	if e.Code == "USER_CANCELED" {
		return &exitError{code: exitInterrupted, err: errors.New("interrupted")}
	}
	message := term.Safe(e.Error())
	if e.Line > 0 {
		if e.Text != "" {
			sql = e.Text
		}
		message += "\n" + term.Caret(sql, e.From, e.To, a.errWidth())
	}
	if e.Hint != "" {
		for line := range strings.Lines(e.Hint) {
			message += "\n" + term.Safe(strings.TrimSuffix(line, "\n"))
		}
	}
	return &exitError{code: code, err: fmt.Errorf("%s: %s", e.Code, message)}
}

// errWidth is the room for messages, in cells; 0 is no limit.
func (a *app) errWidth() int {
	width, _ := term.Terminal(a.stderr)
	return width
}
