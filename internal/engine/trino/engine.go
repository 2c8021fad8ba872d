// Package trino runs statements on a Trino cluster that reads the lake's tables through Tarn's Iceberg REST catalog.
package trino

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"net/http"
	"regexp"
	"strings"
	"sync"
	"time"

	"github.com/trinodb/trino-go-client/trino"

	"tarn/internal/engine"
	"tarn/internal/schema"
	"tarn/internal/sql/analyze"
	"tarn/internal/sql/emit"
)

// Options say where the cluster is and how it sees the lake.
type Options struct {
	// URL is the coordinator's address with the user, as in https://tarn@trino.example.com.
	URL string
	// AccessToken authenticates where the cluster asks for one; CertPath is the certificate of an authority of one's own.
	AccessToken, CertPath string
	// Table gives what a relation is on the cluster, as SQL has it in FROM: "iceberg"."tarn"."cloudtrail". A statement that is only shown is
	// not run: nothing has to be brought up to date for it.
	Table func(ctx context.Context, s *analyze.Scan, shown bool) (string, error)
}

// Engine runs statements on a cluster. It satisfies engine.Engine.
type Engine struct {
	options Options
	db      *sql.DB
}

var _ engine.Engine = (*Engine)(nil)

// retryFor is how long a cluster that does not answer is asked again.
const retryFor = 10 * time.Second

// Open makes an engine. The cluster is not asked before the first statement.
func Open(o Options) (*Engine, error) {
	c, err := connector(o)
	if err != nil {
		return nil, fmt.Errorf("the address of the Trino cluster: %w", err)
	}
	return &Engine{options: o, db: sql.OpenDB(c)}, nil
}

func connector(o Options) (*trino.Connector, error) {
	retry := retryFor
	dsn, err := (&trino.Config{ServerURI: o.URL, Source: "tarn", TimeZone: "UTC", AccessToken: o.AccessToken, SSLCertPath: o.CertPath, RequestRetryTimeout: &retry}).FormatDSN()
	if err != nil {
		return nil, err
	}
	c, err := trino.ParseDSN(dsn)
	if err != nil {
		return nil, err
	}
	transport := http.DefaultTransport.(*http.Transport).Clone()
	if o.CertPath != "" {
		if transport.TLSClientConfig, err = c.TLSConfig(); err != nil {
			return nil, err
		}
		c.SSLCertPath = "" // which does not go together with a client of our own
	}
	c.HTTPClient = &http.Client{Transport: textTimes{transport}}
	return trino.NewConnector(c)
}

var _ engine.Explainer = (*Engine)(nil)

// Text is engine.Explainer's.
func (e *Engine) Text(q *analyze.Query) (string, error) {
	return emit.Trino(q, func(s *analyze.Scan) (string, error) { return e.options.Table(context.Background(), s, true) })
}

// Measure is engine.Explainer's. The steps are the cluster's, in its own words: it has plans of several machines.
func (e *Engine) Measure(ctx context.Context, q *analyze.Query, verbose bool, started func()) (*engine.Profile, error) {
	begun := time.Now()
	before := "EXPLAIN ANALYZE "
	if verbose {
		before += "VERBOSE "
	}
	rows, err := e.begin(ctx, q, before, []analyze.Output{{Name: "Query Plan", Type: schema.Of(schema.Varchar)}}, started)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	p := &engine.Profile{}
	for {
		batch, err := rows.Next()
		if err == io.EOF {
			p.Took, p.Stats = time.Since(begun), rows.Stats()
			return p, nil
		}
		if err != nil {
			return nil, err
		}
		for _, row := range batch {
			text, _ := row[0].(string)
			p.Text += text
		}
	}
}

// Close ends the engine's connections.
func (e *Engine) Close() error { return e.db.Close() }

// Run is engine.Engine's. How many statements run at a time is for the cluster to decide.
func (e *Engine) Run(ctx context.Context, q *analyze.Query, started func()) (engine.Rows, error) {
	return e.begin(ctx, q, "", q.Columns, started)
}

// begin runs a statement with a text before it, which gives these columns.
func (e *Engine) begin(ctx context.Context, q *analyze.Query, before string, columns []analyze.Output, started func()) (engine.Rows, error) {
	if started != nil {
		started()
	}
	text, err := emit.Trino(q, func(s *analyze.Scan) (string, error) { return e.options.Table(ctx, s, false) })
	if err != nil {
		return nil, err
	}
	running, cancel := context.WithCancel(ctx)
	r := &result{cancel: cancel, ctx: ctx, columns: columns}
	r.rows, err = e.db.QueryContext(running, before+text,
		sql.Named("X-Trino-Progress-Callback", r), sql.Named("X-Trino-Progress-Callback-Period", 200*time.Millisecond))
	if err != nil {
		cancel()
		return nil, translate(ctx, err)
	}
	return r, nil
}

// result is the rows of a statement.
type result struct {
	ctx     context.Context
	cancel  context.CancelFunc
	rows    *sql.Rows
	columns []analyze.Output

	mu       sync.Mutex
	progress engine.Progress
	stats    engine.Stats
}

// Update is trino.ProgressUpdater's.
func (r *result) Update(info trino.QueryProgressInfo) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.progress.Fraction = -1
	if info.QueryStats.TotalSplits > 0 {
		r.progress.Fraction = float64(info.QueryStats.ProgressPercentage) / 100
	}
	r.stats.Rows, r.stats.Bytes = info.QueryStats.ProcessedRows, info.QueryStats.PhysicalInputBytes
	r.stats.Scanned = r.stats.Bytes
}

// batchRows is how many rows are given at a time.
const batchRows = 1000

// Next is engine.Rows's.
func (r *result) Next() ([]engine.Row, error) {
	var batch []engine.Row
	cells, places := make([]any, len(r.columns)), make([]any, len(r.columns))
	for i := range cells {
		places[i] = &cells[i]
	}
	for len(batch) < batchRows && r.rows.Next() {
		if err := r.rows.Scan(places...); err != nil {
			return nil, translate(r.ctx, err)
		}
		row := make(engine.Row, len(cells))
		for i, c := range cells {
			v, err := value(c, r.columns[i].Type)
			if err != nil {
				return nil, &engine.Error{Code: "GENERIC_INTERNAL_ERROR", Message: fmt.Sprintf("Trino's value of column %s cannot be read: %s", r.columns[i].Name, err), Err: err}
			}
			row[i] = v
		}
		batch = append(batch, row)
	}
	if err := r.rows.Err(); err != nil {
		return nil, translate(r.ctx, err)
	}
	if len(batch) == 0 {
		return nil, io.EOF
	}
	return batch, nil
}

// Progress is engine.Rows's.
func (r *result) Progress() engine.Progress {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.progress
}

// Stats is engine.Rows's. Trino does not tell how many files it read.
func (r *result) Stats() engine.Stats {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.stats
}

// Close is engine.Rows's: the cluster is told to end the statement.
func (r *result) Close() error {
	r.cancel()
	r.rows.Close()
	return nil
}

// place is where Trino begins a message with a place in the text, which is not the text that was asked.
var place = regexp.MustCompile(`^line \d+:\d+: `)

// translate gives an error of the client as the engine's.
func translate(ctx context.Context, err error) error {
	var failed *trino.ErrTrino
	var plain trino.ErrTrino
	var query *trino.ErrQueryFailed
	switch {
	case ctx.Err() != nil:
		return context.Cause(ctx)
	case errors.As(err, &failed):
		plain = *failed
	case errors.As(err, &plain):
	case errors.As(err, &query):
		return &engine.Error{Code: "GENERIC_EXTERNAL", Message: fmt.Sprintf("the Trino cluster refused the statement with status %d: %v", query.StatusCode, query.Reason), Err: err}
	default:
		return &engine.Error{Code: "GENERIC_EXTERNAL", Message: "the Trino cluster cannot be asked: " + strings.TrimPrefix(err.Error(), "trino: "), Err: err}
	}
	return &engine.Error{Code: plain.ErrorName, Message: place.ReplaceAllString(plain.Message, ""), Err: err}
}
