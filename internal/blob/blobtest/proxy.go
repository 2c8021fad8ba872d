package blobtest

import (
	"context"
	"fmt"
	"io"
	"log"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"
)

// quiet keeps the faults that a test wants out of its output.
var quiet = log.New(io.Discard, "", 0)

// Proxy stands before an S3 server and lets requests fail.
type Proxy struct {
	// Endpoint is its URL.
	Endpoint string

	mu     sync.Mutex
	faults []*Fault
	hits   int
}

// StartProxy starts a proxy before endpoint; it ends with the test.
func StartProxy(t testing.TB, endpoint string, faults ...Fault) *Proxy {
	target, err := url.Parse(endpoint)
	if err != nil {
		t.Fatal(err)
	}
	p := &Proxy{}
	p.Set(faults...)
	forward := &httputil.ReverseProxy{
		// The host is part of the signature and stays as it came.
		Rewrite: func(r *httputil.ProxyRequest) {
			r.SetURL(target)
			r.Out.Host = r.In.Host
		},
		ModifyResponse: func(r *http.Response) error {
			if f, ok := r.Request.Context().Value(faultKey{}).(*Fault); ok {
				return f.alter(r)
			}
			return nil
		},
		ErrorLog: quiet,
	}
	server := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		f := p.pick(r)
		if f == nil {
			forward.ServeHTTP(w, r)
			return
		}
		if f.Before != nil {
			f.Before()
		}
		select {
		case <-time.After(f.Delay):
		case <-r.Context().Done():
			return
		}
		if f.Status != 0 {
			w.WriteHeader(f.Status)
			fmt.Fprintf(w, "<?xml version=\"1.0\"?><Error><Code>%s</Code><Message>made by the test</Message></Error>", f.Code)
			return
		}
		forward.ServeHTTP(w, r.WithContext(context.WithValue(r.Context(), faultKey{}, f)))
	}))
	server.Config.ErrorLog = quiet
	server.Start()
	t.Cleanup(server.Close)
	p.Endpoint = server.URL
	return p
}

// Set replaces the faults. A request meets the first one that matches it.
func (p *Proxy) Set(faults ...Fault) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.faults = nil
	for _, f := range faults {
		p.faults = append(p.faults, &f)
	}
}

// Hits is how many requests went wrong so far.
func (p *Proxy) Hits() int {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.hits
}

func (p *Proxy) pick(r *http.Request) *Fault {
	kind := r.Method
	if r.URL.Query().Has("list-type") {
		kind = "LIST"
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, f := range p.faults {
		if f.Kind != "" && f.Kind != kind || !strings.Contains(r.URL.Path, f.Key) || f.Times > 0 && f.done >= f.Times {
			continue
		}
		if f.seen++; f.Every > 1 && f.seen%f.Every != 0 {
			continue
		}
		f.done++
		p.hits++
		return f
	}
	return nil
}
