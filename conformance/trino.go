package main

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"slices"
	"strings"
	"time"
)

// trinoVersion is the one oracle.
const trinoVersion = "476"

// trino is a client of the oracle. It is safe for several goroutines.
type trino struct {
	address string
	// tables is the schema of memory that the test tables are in: its name tells what they hold, so that two checkouts with other
	// tables can use one server.
	tables string
	// session has properties as X-Trino-Session has them.
	session string
	http    http.Client
}

// newTrino speaks to the server that scripts/trino.sh starts, or to the one that TRINO names.
func newTrino(tables string) *trino {
	port := cmp.Or(os.Getenv("TRINO_PORT"), "8080")
	return &trino{address: cmp.Or(os.Getenv("TRINO"), "http://127.0.0.1:"+port), tables: tables, http: http.Client{Timeout: 5 * time.Minute}}
}

// page is one answer of the protocol.
type page struct {
	NextURI string `json:"nextUri"`
	Columns []struct {
		Name      string    `json:"name"`
		Type      string    `json:"type"`
		Signature signature `json:"typeSignature"`
	} `json:"columns"`
	Data  [][]any    `json:"data"`
	Error *pageError `json:"error"`
}

type pageError struct {
	Message   string `json:"message"`
	ErrorName string `json:"errorName"`
}

func (p *page) fail(name, message string) { p.Error = &pageError{message, name} }

// run gives a statement's answer; the error says that there is none, because the server does not answer. The statement cannot
// change anything: scripts/trino.sh lets the user reader only read.
func (c *trino) run(ctx context.Context, sql string) (*answer, error) {
	return c.runAs(ctx, "reader", sql)
}

func (c *trino) runAs(ctx context.Context, user, sql string) (*answer, error) {
	sql = strings.ReplaceAll(sql, "memory.default.", "memory."+c.tables+".")
	a := &answer{}
	p, err := c.post(ctx, user, sql)
	for {
		if err != nil {
			return nil, err
		}
		if p.Columns != nil && a.types == nil {
			for i, col := range p.Columns {
				t, ok := col.Signature.typ()
				name := col.Type
				if ok {
					name = t.String()
				}
				a.types = append(a.types, t)
				a.columns = append(a.columns, columnText(i, col.Name, name))
			}
		}
		for _, r := range p.Data {
			row := make([]string, len(r))
			for i, v := range r {
				row[i] = trinoText(a.types[i], v)
			}
			a.rows = append(a.rows, row)
		}
		if p.Error != nil {
			message := strings.ReplaceAll(p.Error.Message, c.tables, "default")
			return &answer{code: p.Error.ErrorName, message: message}, nil
		}
		if p.NextURI == "" {
			return a, nil
		}
		next := p.NextURI
		if p, err = c.get(ctx, next); ctx.Err() != nil {
			c.cancel(next)
		}
	}
}

func (c *trino) post(ctx context.Context, user, sql string) (*page, error) {
	return c.ask(ctx, func() (*http.Request, error) {
		r, err := http.NewRequestWithContext(ctx, http.MethodPost, c.address+"/v1/statement", strings.NewReader(sql))
		if err != nil {
			return nil, err
		}
		r.Header.Set("X-Trino-User", user)
		r.Header.Set("X-Trino-Source", "conformance")
		r.Header.Set("X-Trino-Catalog", "memory")
		r.Header.Set("X-Trino-Schema", c.tables)
		r.Header.Set("X-Trino-Time-Zone", "UTC")
		r.Header.Set("X-Trino-Language", "en-US")
		r.Header.Set("X-Trino-Client-Capabilities", "PARAMETRIC_DATETIME")
		if c.session != "" {
			r.Header.Set("X-Trino-Session", c.session)
		}
		return r, nil
	})
}

func (c *trino) get(ctx context.Context, uri string) (*page, error) {
	return c.ask(ctx, func() (*http.Request, error) { return http.NewRequestWithContext(ctx, http.MethodGet, uri, nil) })
}

func (c *trino) cancel(uri string) {
	ctx, end := context.WithTimeout(context.Background(), 5*time.Second)
	defer end()
	if r, err := http.NewRequestWithContext(ctx, http.MethodDelete, uri, nil); err == nil {
		if resp, err := c.http.Do(r); err == nil {
			resp.Body.Close()
		}
	}
}

// errNoTrino says that nobody answers.
var errNoTrino = errors.New("no Trino answers: make trino starts one")

func (c *trino) ask(ctx context.Context, request func() (*http.Request, error)) (*page, error) {
	for wait := 50 * time.Millisecond; ; wait *= 2 {
		r, err := request()
		if err != nil {
			return nil, err
		}
		resp, err := c.http.Do(r)
		if err != nil {
			if ctx.Err() != nil {
				return nil, ctx.Err()
			}
			return nil, fmt.Errorf("%w (%w)", errNoTrino, err)
		}
		body, err := io.ReadAll(resp.Body)
		resp.Body.Close()
		if err != nil {
			return nil, err
		}
		busy := slices.Contains([]int{429, 502, 503, 504}, resp.StatusCode)
		switch {
		case busy && wait < 10*time.Second:
			time.Sleep(wait)
			continue
		case resp.StatusCode == http.StatusInternalServerError:
			// Some values break the server where it writes them down.
			p := &page{}
			p.fail("SERVER_ERROR", strings.SplitN(string(body), "\n", 2)[0])
			return p, nil
		case resp.StatusCode != http.StatusOK:
			return nil, fmt.Errorf("%s: %s: %.200s", r.URL, resp.Status, body)
		}
		d := json.NewDecoder(bytes.NewReader(body))
		d.UseNumber()
		p := &page{}
		return p, d.Decode(p)
	}
}

// must runs a statement of our own.
func (c *trino) must(ctx context.Context, sql string) (*answer, error) {
	a, err := c.runAs(ctx, "loader", sql)
	if err == nil && a.code != "" {
		err = fmt.Errorf("%s: %s\n%.500s", a.code, a.message, sql)
	}
	return a, err
}

// check reports whether the server is there, has started, and is the oracle.
func (c *trino) check(ctx context.Context) error {
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, c.address+"/v1/info", nil)
	if err != nil {
		return err
	}
	resp, err := c.http.Do(r)
	if err != nil {
		return fmt.Errorf("%w (%w)", errNoTrino, err)
	}
	defer resp.Body.Close()
	var info struct {
		NodeVersion struct{ Version string } `json:"nodeVersion"`
		Starting    bool
	}
	if err := json.NewDecoder(resp.Body).Decode(&info); err != nil || info.Starting {
		return errNoTrino
	}
	if info.NodeVersion.Version != trinoVersion {
		return fmt.Errorf("%s is Trino %s, and the oracle is %s", c.address, info.NodeVersion.Version, trinoVersion)
	}
	return nil
}
