package main

import (
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"regexp"
	"slices"
	"strings"
	"time"

	"tarn/internal/schema"
	"tarn/internal/sql/analyze"
)

// random makes statements up until the time is over, asks both, and reports the differences, each as small as it can be made.
func (c *conformance) random(ctx context.Context, _ []string) error {
	ts, err := randomTables()
	if err != nil {
		return err
	}
	oracle := newTrino("r_" + ts.hash)
	if err := oracle.check(ctx); err != nil {
		return err
	}
	if err := oracle.load(ctx, ts); err != nil {
		return err
	}
	tarn, err := newTarn(ts)
	if err != nil {
		return err
	}
	defer tarn.close()
	calls, err := readCalls(ctx, oracle)
	if err != nil {
		return err
	}
	h := &hunt{tables: ts, trino: oracle, tarn: tarn, querier: newQuerier(rand.New(rand.NewPCG(uint64(c.flags.seed), 0)), ts, calls), found: map[string]*finding{}, fails: map[string]int{}, report: c.flags.file}
	ctx, end := context.WithTimeout(ctx, c.flags.duration)
	defer end()
	began := time.Now()
	for last := began; ctx.Err() == nil; {
		if err := h.expressions(ctx); err != nil && ctx.Err() == nil {
			return err
		}
		for range queriesAtATime {
			if err := h.wholeQuery(ctx); err != nil && ctx.Err() == nil {
				return err
			}
		}
		if time.Since(last) > 20*time.Second {
			last = time.Now()
			if err := h.write(time.Since(began)); err != nil {
				return err
			}
		}
	}
	if err := h.write(time.Since(began)); err != nil {
		return err
	}
	fmt.Print(h.text(time.Since(began)))
	if len(h.found) > 0 {
		return errDiffer
	}
	return nil
}

const (
	// expressionsAtATime share one statement: the oracle takes some 50 ms for each.
	expressionsAtATime = 40
	queriesAtATime     = 8
)

// hunt is one run.
type hunt struct {
	tables  *tables
	trino   *trino
	tarn    *tarn
	querier *querier
	report  string

	expressed, failing, queried, refused int
	reordered                            int // both fail, not at the same place
	spared                               int // fail on Tarn where Trino has NULL
	fails                                map[string]int
	early                                []string // fail on Tarn at a row that Trino does not come to, it may be
	found                                map[string]*finding
}

// finding is a kind of difference, with the smallest statement that shows it.
type finding struct {
	kind, sql  string
	want, got  []string
	emitted    string
	times      int
	statements int // as they were made up, that were made smaller
}

type failed struct {
	node   *node
	answer *answer
}

// expressions makes a list of expressions over one table.
func (h *hunt) expressions(ctx context.Context) error {
	q := h.querier
	name := pick(q.r, "r0", "r0", "types")
	t := h.tables.byName[name]
	q.columns = nil
	for _, i := range t.known() {
		q.columns = append(q.columns, reference{t.columns[i].name, t.columns[i].typ})
	}
	var fine []*node
	var failing []failed
	for range expressionsAtATime {
		n := q.expr(q.typ(2), 1+q.r.IntN(4))
		h.expressed++
		if a := h.tarn.run(ctx, (&subject{root: n, table: name}).sql()); a.code != "" {
			failing = append(failing, failed{n, a})
		} else {
			fine = append(fine, n)
		}
	}
	if err := h.together(ctx, fine, name); err != nil {
		return err
	}
	for _, f := range failing {
		h.failing++
		// Each costs a statement. Those that fail as many others have are asked about now and then.
		if key := errorKey("", f.answer); h.fails[key] > 20 && q.r.IntN(10) > 0 {
			continue
		} else {
			h.fails[key]++
		}
		if err := h.alone(ctx, &subject{root: f.node, table: name}); err != nil {
			return err
		}
	}
	return nil
}

// subject is a query, or an expression over a table's rows.
type subject struct {
	root  *node
	table string
	row   string // an id, where one row is enough
}

func (s *subject) sql() string {
	switch {
	case s.table == "":
		return s.root.String()
	case s.row != "":
		return "SELECT " + s.root.String() + " FROM " + s.table + " WHERE id = " + s.row
	}
	return "SELECT " + s.root.String() + " FROM " + s.table + " ORDER BY id"
}

// together asks for many expressions at once, and for fewer where Trino refuses.
func (h *hunt) together(ctx context.Context, all []*node, table string) error {
	if len(all) == 0 {
		return ctx.Err()
	}
	texts := make([]string, len(all))
	for i, n := range all {
		texts[i] = n.String()
	}
	sql := "SELECT " + strings.Join(texts, ", ") + " FROM " + table + " ORDER BY id"
	want, err := h.trino.run(ctx, sql)
	if err != nil {
		return err
	}
	if want.code != "" {
		if len(all) == 1 {
			return h.alone(ctx, &subject{root: all[0], table: table})
		}
		half := len(all) / 2
		if err := h.together(ctx, all[:half], table); err != nil {
			return err
		}
		return h.together(ctx, all[half:], table)
	}
	got := h.tarn.run(ctx, sql)
	if got.code == "" && slices.Equal(want.lines(true), got.lines(true)) {
		return nil
	}
	for i, n := range all {
		if got.code == "" && sameColumn(want, got, i, texts[i]) {
			continue
		}
		if err := h.alone(ctx, &subject{root: n, table: table}); err != nil {
			return err
		}
	}
	return nil
}

func sameColumn(want, got *answer, i int, sql string) bool {
	one := func(a *answer) *answer {
		out := &answer{columns: a.columns[i : i+1]}
		for _, r := range a.rows {
			out.rows = append(out.rows, r[i:i+1])
		}
		return out
	}
	return same(sql, one(want), one(got))
}

func (h *hunt) wholeQuery(ctx context.Context) error {
	h.queried++
	return h.alone(ctx, &subject{root: h.querier.query()})
}

// alone asks for one statement, and makes it smaller where the answers differ.
func (h *hunt) alone(ctx context.Context, s *subject) error {
	want, got, err := h.both(ctx, s.sql())
	if err != nil {
		return err
	}
	if want.code != "" {
		h.refused++
	}
	kind := kindOf(s.sql(), want, got)
	if kind == "" || h.seenOften(kind, s.sql(), got) {
		return nil
	}
	if h.isSpared(ctx, s, want, got) {
		h.spared++
		return nil
	}
	code := got.code
	still := func() bool {
		// Tarn first: it is the quicker one.
		if g := h.tarn.run(ctx, s.sql()); g.code != code {
			return false
		}
		w, g, err := h.both(ctx, s.sql())
		return err == nil && kindOf(s.sql(), w, g) == kind
	}
	shrink(s.root, still)
	if s.table != "" && kind == "values" {
		if err := h.oneRow(ctx, s, still); err != nil {
			return err
		}
	}
	if want, got, err = h.both(ctx, s.sql()); err != nil {
		return err
	}
	if h.isSpared(ctx, s, want, got) {
		h.spared++
		return nil
	}
	if s.table == "" && want.code == "" && atRun(got) {
		h.early = append(h.early, s.sql()+"\n    "+got.code+": "+got.message)
		return nil
	}
	if atRun(want) && atRun(got) && len(fallible.FindAllString(s.root.String(), -1)) > 1 {
		h.reordered++
		return nil
	}
	h.note(kind, s.sql(), want, got)
	return nil
}

// isSpared reports whether Tarn fails only where Trino has NULL: one among the arguments spares Trino those after it. TRY then makes the
// answers the same.
func (h *hunt) isSpared(ctx context.Context, s *subject, want, got *answer) bool {
	if s.table == "" || want.code != "" || !atRun(got) {
		return false
	}
	tried := h.tarn.run(ctx, (&subject{root: expression(s.root.typ, "try(%s)", s.root), table: s.table}).sql())
	if tried.code == "" {
		tried.columns = want.columns
	}
	return same(s.sql(), want, tried)
}

// atRun reports whether an answer is an error of a value. Where two parts of a statement fail, nobody promises which is the first.
func atRun(a *answer) bool {
	switch a.code {
	case "DIVISION_BY_ZERO", "INVALID_CAST_ARGUMENT", "INVALID_FUNCTION_ARGUMENT", "NUMERIC_VALUE_OUT_OF_RANGE", "SUBQUERY_MULTIPLE_ROWS":
		return true
	case "GENERIC_INTERNAL_ERROR": // Trino's own, such as mod's "/ by zero"
		return !strings.HasPrefix(a.message, "The engine failed")
	}
	return false
}

var fallible = regexp.MustCompile(`(?i)[a-z_]\w*\(| [-+*/%] `)

// oneRow takes one of the rows that differ, and puts its values in the columns' places.
func (h *hunt) oneRow(ctx context.Context, s *subject, still func() bool) error {
	want, got, err := h.both(ctx, "SELECT id, "+s.root.String()+" FROM "+s.table+" ORDER BY id")
	if err != nil || len(want.rows) != len(got.rows) {
		return err
	}
	for i := range want.rows {
		if want.rows[i][1] == got.rows[i][1] {
			continue
		}
		s.row = want.rows[i][0]
		if still() {
			break
		}
		s.row = ""
	}
	if s.row == "" {
		return nil
	}
	var columns []*node
	s.root.walk(func(n *node) {
		if n.expr && len(n.kids) == 0 && isColumn.MatchString(n.String()) {
			columns = append(columns, n)
		}
	})
	for _, n := range columns {
		a, err := h.trino.run(ctx, "SELECT "+n.String()+" FROM "+s.table+" WHERE id = "+s.row)
		if err != nil {
			return err
		}
		if len(a.rows) != 1 {
			continue
		}
		old := *n
		if text, ok := asWritten(n.typ, a.rows[0][0]); ok {
			if *n = *leaf(n.typ, text); !still() {
				*n = old
			}
		}
	}
	return nil
}

var isColumn = regexp.MustCompile(`^[a-z]\w*$`)

// asWritten is a value as SQL has it.
func asWritten(t schema.Type, canonical string) (string, bool) {
	if canonical == null {
		return "CAST(NULL AS " + sqlType(t) + ")", true
	}
	switch t.Kind {
	case schema.Boolean, schema.Integer, schema.Varbinary:
		return canonical, true
	case schema.Varchar:
		return canonical, !strings.Contains(canonical, `\`)
	case schema.Bigint, schema.Smallint, schema.Tinyint, schema.Double, schema.Real, schema.Date, schema.Timestamp, schema.Time:
		return strings.ToUpper(t.Kind.Name()) + " '" + canonical + "'", true
	case schema.TimestampTZ:
		return "TIMESTAMP '" + canonical + "'", true
	case schema.Decimal:
		return "CAST('" + canonical + "' AS " + sqlType(t) + ")", true
	}
	return "", false
}

func (h *hunt) both(ctx context.Context, sql string) (want, got *answer, err error) {
	at := time.Now()
	if want, err = h.trino.run(ctx, sql); err != nil {
		return nil, nil, err
	}
	short, end := context.WithTimeout(ctx, statementTime)
	defer end()
	got = h.tarn.runWith(short, sql, analyze.Options{Now: at})
	return want, got, ctx.Err()
}

var inexact = regexp.MustCompile(`(?i)\b(a?sin|a?cos|a?tan|atan2|sinh|cosh|tanh|exp|ln|log\w*|pow(?:er)?|cbrt|sqrt|sum|avg|std\w+|var\w+|corr|covar\w+|regr\w+|geometric_mean|degrees|radians|kurtosis|skewness|cosine\w*|dot_product|euclidean\w*)\s*\(`)

// same says whether two answers are the same: to the last digit, unless functions are used whose last digits nobody promises.
func same(sql string, want, got *answer) bool {
	inOrder := ordered(sql)
	w, g := want.lines(inOrder), got.lines(inOrder)
	return slices.Equal(w, g) || inexact.MatchString(sql) && len(w) > 0 && len(g) > 0 && near(w, g, 1e-12)
}

// kindOf names the kind of a difference; empty where there is none.
func kindOf(sql string, want, got *answer) string {
	switch {
	case want.code != "" && want.code == got.code, want.code == "SERVER_ERROR":
		return ""
	case want.code != "" || got.code != "":
		return fmt.Sprintf("Trino %s, Tarn %s", or(want.code, "answers"), or(got.code, "answers"))
	case !slices.Equal(want.columns, got.columns):
		return "columns"
	case same(sql, want, got):
		return ""
	case len(want.rows) != len(got.rows):
		return "number of rows"
	}
	return "values"
}

func or(s, otherwise string) string {
	if s == "" {
		return otherwise
	}
	return s
}

var (
	anyLiteral = regexp.MustCompile(`'(?:[^']|'')*'|\b\d[\w.]*`)
	anyColumn  = regexp.MustCompile(`\b(?:[a-z]\d*|t\d+\.\w+|ts6|tz|tm|dt|ts|av|vb|bi|si|ti|dec|big|rw|deep|ip|v5|js|t6)\b`)
	aFunction  = regexp.MustCompile(`\b[a-z_]\w*\(`)
)

// skeleton is a statement without what it is about: two of the same have one cause, most likely.
func skeleton(sql string) string {
	return anyColumn.ReplaceAllString(anyLiteral.ReplaceAllString(sql, "?"), "?")
}

// often is how many times a difference is made smaller before others like it are only counted.
const often = 2

// seenOften reports whether a difference is like one that has been made smaller often: its error has the same words, or all of the functions of
// a smaller one.
func (h *hunt) seenOften(kind, sql string, got *answer) bool {
	if key := errorKey(kind, got); key != "" {
		if f := h.found[key]; f != nil {
			f.times++
			return f.statements >= 1
		}
	}
	for _, f := range h.found {
		if f.kind != kind || f.statements < often {
			continue
		}
		names := aFunction.FindAllString(f.sql, -1)
		if len(names) == 0 {
			continue
		}
		all := true
		for _, n := range names {
			all = all && strings.Contains(sql, n)
		}
		if all {
			f.times++
			return true
		}
	}
	return false
}

var expectedForms = regexp.MustCompile(` Expected: .*`)

// errorKey is the key of a failure of Tarn.
func errorKey(kind string, got *answer) string {
	switch got.code {
	case "":
		return ""
	case "FUNCTION_NOT_FOUND":
		return kind + ": " + expectedForms.ReplaceAllString(position.ReplaceAllString(got.message, ""), "")
	}
	return kind + ": " + named.ReplaceAllString(position.ReplaceAllString(got.message, ""), "…")
}

func (h *hunt) note(kind, sql string, want, got *answer) {
	key := errorKey(kind, got)
	if key == "" {
		key = kind + ": " + skeleton(sql)
	}
	f := h.found[key]
	if f == nil {
		f = &finding{kind: kind}
		h.found[key] = f
	}
	f.times++
	f.statements++
	if f.sql == "" || len(sql) < len(f.sql) {
		f.sql, f.emitted = sql, got.emitted
		f.want, f.got = firstDifference(want.lines(ordered(sql)), got.lines(ordered(sql)))
	}
}

func (h *hunt) text(took time.Duration) string {
	var b strings.Builder
	all := make([]*finding, 0, len(h.found))
	for _, f := range h.found {
		all = append(all, f)
	}
	slices.SortFunc(all, func(a, b *finding) int {
		if a.kind != b.kind {
			return strings.Compare(a.kind, b.kind)
		}
		return b.times - a.times
	})
	for _, f := range all {
		fmt.Fprintf(&b, "=== %s (%d times)\n%s\n", f.kind, f.times, f.sql)
		if f.emitted != "" {
			fmt.Fprintf(&b, "  duckdb: %s\n", cut(f.emitted, 1500))
		}
		fmt.Fprintf(&b, "%s%s\n", indented("  trino:  ", f.want), indented("  tarn:   ", f.got))
	}
	if len(h.early) > 0 {
		fmt.Fprintf(&b, "=== %d queries fail on Tarn, perhaps at rows that Trino leaves out before\n%s\n\n", len(h.early), strings.Join(h.early[:min(len(h.early), 10)], "\n"))
	}
	times := 0
	for _, f := range all {
		times += f.times
	}
	fmt.Fprintf(&b, "%d expressions (%d of which fail on Tarn), %d queries, %d refused by Trino, %d fail at another place, %d fail where Trino has NULL, in %s: %d differences of %d kinds\n",
		h.expressed, h.failing, h.queried, h.refused, h.reordered, h.spared, took.Round(time.Second), times, len(all))
	return b.String()
}

func (h *hunt) write(took time.Duration) error {
	if h.report == "" {
		return nil
	}
	return os.WriteFile(h.report, []byte(h.text(took)), 0o644)
}
