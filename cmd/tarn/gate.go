package main

import (
	"errors"
	"io"
	"log/slog"
	"net"
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/prometheus/client_golang/prometheus/promhttp"

	"tarn/internal/auth"
)

// gate is what every request passes before it is answered: it has to be meant for this server, to come from no other web page, and
// to keep moving.
type gate struct {
	next http.Handler
	// hosts are the names that the server may be called by, beside addresses and localhost.
	hosts []string
	log   *slog.Logger
	cross *http.CrossOriginProtection
	// slow is how long a client may send or take nothing. A request that is small by its nature has no longer for all of it.
	slow time.Duration
}

func newGate(next http.Handler, hosts []string, log *slog.Logger) *gate {
	return &gate{next: next, hosts: hosts, log: log, cross: http.NewCrossOriginProtection(), slow: 30 * time.Second}
}

func (g *gate) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if !g.known(r.Host) {
		// A web page whose name was made to point here would have its own name in Host.
		http.Error(w, "the request is for "+strconvQuote(r.Host)+", which is not a name of this server: list it under server.hosts in tarn.yaml", http.StatusMisdirectedRequest)
		return
	}
	if err := g.cross.Check(r); err != nil {
		http.Error(w, "requests from other web pages are not taken", http.StatusForbidden)
		return
	}
	control := http.NewResponseController(w)
	if r.Body != nil && r.Body != http.NoBody {
		r.Body = &moving{r.Body, control, g.slow, r.Header.Get("X-Amz-Target") != ""}
		control.SetReadDeadline(time.Now().Add(g.slow))
	}
	g.next.ServeHTTP(&going{w, control, g.slow}, r)
	control.SetWriteDeadline(time.Now().Add(g.slow)) // of what is still to be sent; the next request begins anew
}

func strconvQuote(s string) string {
	if len(s) > 100 {
		s = s[:100]
	}
	return "'" + strings.Map(func(c rune) rune {
		if c < ' ' || c > '~' {
			return '?'
		}
		return c
	}, s) + "'"
}

// known reports whether a Host header is of this server.
func (g *gate) known(host string) bool {
	name := strings.TrimSuffix(hostOf(host), ".")
	if name == "localhost" || strings.HasSuffix(name, ".localhost") || net.ParseIP(name) != nil {
		return true
	}
	return slices.ContainsFunc(g.hosts, func(own string) bool { return name == own || strings.HasSuffix(name, "."+own) })
}

// moving is a body that has to go on coming. A small one has to come at once.
type moving struct {
	io.ReadCloser
	control *http.ResponseController
	slow    time.Duration
	small   bool
}

func (m *moving) Read(b []byte) (int, error) {
	if !m.small {
		m.control.SetReadDeadline(time.Now().Add(m.slow))
	}
	n, err := m.ReadCloser.Read(b)
	if err == io.EOF {
		m.control.SetReadDeadline(time.Time{}) // the reply may take longer: net/http ends the request's context otherwise
	}
	return n, err
}

// going is a reply that has to go on being taken.
type going struct {
	http.ResponseWriter
	control *http.ResponseController
	slow    time.Duration
}

func (g *going) Write(b []byte) (int, error) {
	g.control.SetWriteDeadline(time.Now().Add(g.slow))
	return g.ResponseWriter.Write(b)
}

// Unwrap is for http.ResponseController.
func (g *going) Unwrap() http.ResponseWriter { return g.ResponseWriter }

// figuresAt adds to a handler what those who run the server ask: whether it is alive and ready, and its figures, which a client
// elsewhere needs an admin's or an auditor's key for.
func figuresAt(mux *http.ServeMux, m *metrics, keys *auth.Ring, ready func() error) {
	mux.HandleFunc("GET /healthz", func(w http.ResponseWriter, _ *http.Request) { io.WriteString(w, "ok\n") })
	mux.HandleFunc("GET /readyz", func(w http.ResponseWriter, _ *http.Request) {
		if err := ready(); err != nil {
			http.Error(w, "not ready; the server's log says why", http.StatusServiceUnavailable)
			return
		}
		io.WriteString(w, "ok\n")
	})
	figures := promhttp.HandlerFor(m.registry, promhttp.HandlerOpts{})
	mux.HandleFunc("GET /metrics", func(w http.ResponseWriter, r *http.Request) {
		if !fromLoopback(r) {
			_, token, _ := strings.Cut(r.Header.Get("Authorization"), " ")
			k, err := auth.CheckToken(r.Context(), keys, strings.TrimSpace(token))
			if err != nil || !k.Role.Allows(auth.Audit) {
				w.Header().Set("WWW-Authenticate", `Bearer realm="tarn"`)
				status := http.StatusUnauthorized
				if err != nil && !errors.Is(err, auth.ErrRefused) {
					status = http.StatusInternalServerError
				}
				http.Error(w, "give the token of an admin's or an auditor's key", status)
				return
			}
		}
		figures.ServeHTTP(w, r)
	})
}

func fromLoopback(r *http.Request) bool {
	ip := net.ParseIP(hostOf(r.RemoteAddr))
	// What something in front of Tarn passes on comes from elsewhere.
	return ip != nil && ip.IsLoopback() && r.Header.Get("X-Forwarded-For") == "" && r.Header.Get("Forwarded") == ""
}
