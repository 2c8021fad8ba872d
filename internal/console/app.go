package console

import (
	"bytes"
	"compress/gzip"
	"crypto/rand"
	"crypto/sha256"
	"embed"
	"encoding/base64"
	"io/fs"
	"mime"
	"net/http"
	"path"
	"strings"
)

// built is what make web makes of the folder web.
//
//go:embed app
var built embed.FS

// app serves the console's page and its files.
type app struct {
	files map[string]*asset
	page  []byte
}

type asset struct {
	kind, tag    string
	raw, gzipped []byte
}

// nonceMark is where the page has the nonce of its styles.
const nonceMark = "__NONCE__"

func newApp() *app {
	a := &app{files: map[string]*asset{}}
	err := fs.WalkDir(built, "app", func(name string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		text, err := built.ReadFile(name)
		if err != nil {
			return err
		}
		if name == "app/index.html" {
			a.page = text
			return nil
		}
		sum := sha256.Sum256(text)
		f := &asset{raw: text, kind: kindOf(name), tag: `"` + base64.RawURLEncoding.EncodeToString(sum[:12]) + `"`}
		var b bytes.Buffer
		w, _ := gzip.NewWriterLevel(&b, gzip.BestCompression)
		w.Write(text)
		w.Close()
		if b.Len() < len(text) {
			f.gzipped = b.Bytes()
		}
		a.files["/"+strings.TrimPrefix(name, "app/")] = f
		return nil
	})
	if err != nil {
		panic(err) // what is embedded can be read
	}
	return a
}

// kindOf does not depend on what the machine knows of the ends of names.
func kindOf(name string) string {
	switch path.Ext(name) {
	case ".js":
		return "text/javascript; charset=utf-8"
	case ".css":
		return "text/css; charset=utf-8"
	case ".svg":
		return "image/svg+xml"
	case ".json", ".webmanifest":
		return "application/json"
	}
	if kind := mime.TypeByExtension(path.Ext(name)); kind != "" {
		return kind
	}
	return "application/octet-stream"
}

func (a *app) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		http.Error(w, "the console is read with GET", http.StatusMethodNotAllowed)
		return
	}
	h := w.Header()
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Referrer-Policy", "no-referrer")
	h.Set("Cross-Origin-Opener-Policy", "same-origin")
	h.Set("Cross-Origin-Resource-Policy", "same-origin")
	if f, ok := a.files[r.URL.Path]; ok {
		f.serve(w, r)
		return
	}
	if path.Ext(r.URL.Path) != "" && strings.HasPrefix(r.URL.Path, "/assets/") {
		http.NotFound(w, r)
		return
	}
	a.servePage(w, r)
}

func (f *asset) serve(w http.ResponseWriter, r *http.Request) {
	h := w.Header()
	h.Set("Content-Type", f.kind)
	h.Set("Cache-Control", "no-cache") // names stay when contents change: the tag tells
	h.Set("ETag", f.tag)
	h.Set("Vary", "Accept-Encoding")
	if r.Header.Get("If-None-Match") == f.tag {
		w.WriteHeader(http.StatusNotModified)
		return
	}
	text := f.raw
	if f.gzipped != nil && strings.Contains(r.Header.Get("Accept-Encoding"), "gzip") {
		h.Set("Content-Encoding", "gzip")
		text = f.gzipped
	}
	w.Write(text)
}

// servePage answers every address of the app with its one page.
func (a *app) servePage(w http.ResponseWriter, _ *http.Request) {
	nonce := rand.Text()
	h := w.Header()
	h.Set("Content-Type", "text/html; charset=utf-8")
	h.Set("Cache-Control", "no-store")
	h.Set("Content-Security-Policy", policy(nonce))
	h.Set("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()")
	w.Write(bytes.ReplaceAll(a.page, []byte(nonceMark), []byte(nonce)))
}

// policy lets the page load what this server has, and styles that know the nonce: the editor's.
func policy(nonce string) string {
	return strings.Join([]string{
		"default-src 'none'", "script-src 'self'", "style-src 'self' 'nonce-" + nonce + "'", "img-src 'self' data: blob:", "font-src 'self'", "connect-src 'self'",
		"manifest-src 'self'", "base-uri 'none'", "form-action 'none'", "frame-ancestors 'none'", "object-src 'none'",
	}, "; ")
}
