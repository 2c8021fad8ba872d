package notify

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"errors"
	"io"
	"math/big"
	"mime"
	"net"
	"net/mail"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/emersion/go-sasl"
	"github.com/emersion/go-smtp"
)

// postOffice is an SMTP server that keeps what it gets, and answers a letter as it is told.
type postOffice struct {
	mu      sync.Mutex
	letters []string
	to      []string
	answers []error
	login   bool
}

func (p *postOffice) NewSession(*smtp.Conn) (smtp.Session, error) { return &counter{office: p}, nil }

type counter struct {
	office *postOffice
	known  bool
}

func (c *counter) AuthMechanisms() []string { return []string{sasl.Plain} }

func (c *counter) Auth(string) (sasl.Server, error) {
	return sasl.NewPlainServer(func(_, user, password string) error {
		if user != "tarn" || password != "s3cret" {
			return &smtp.SMTPError{Code: 535, Message: "wrong"}
		}
		c.known = true
		return nil
	}), nil
}

func (c *counter) Mail(string, *smtp.MailOptions) error {
	if c.office.login && !c.known {
		return smtp.ErrAuthRequired
	}
	return nil
}

func (c *counter) Rcpt(to string, _ *smtp.RcptOptions) error {
	c.office.mu.Lock()
	defer c.office.mu.Unlock()
	c.office.to = append(c.office.to, to)
	return nil
}

func (c *counter) Data(r io.Reader) error {
	text, err := io.ReadAll(r)
	if err != nil {
		return err
	}
	c.office.mu.Lock()
	defer c.office.mu.Unlock()
	if len(c.office.answers) > 0 {
		err, c.office.answers = c.office.answers[0], c.office.answers[1:]
	}
	if err == nil {
		c.office.letters = append(c.office.letters, string(text))
	}
	return err
}

func (c *counter) Reset()        {}
func (c *counter) Logout() error { return nil }

// openOffice serves, with a certificate of its own that the client is to trust.
func openOffice(t *testing.T, p *postOffice) (address string, trusted *tls.Config) {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	about := &x509.Certificate{SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "127.0.0.1"}, IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)}, NotAfter: time.Now().Add(time.Hour), IsCA: true, BasicConstraintsValid: true}
	raw, err := x509.CreateCertificate(rand.Reader, about, about, &key.PublicKey, key)
	if err != nil {
		t.Fatal(err)
	}
	certificate, _ := x509.ParseCertificate(raw)
	pool := x509.NewCertPool()
	pool.AddCert(certificate)
	s := smtp.NewServer(p)
	s.Domain = "mail.example.com"
	s.TLSConfig = &tls.Config{Certificates: []tls.Certificate{{Certificate: [][]byte{raw}, PrivateKey: key}}}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	go s.Serve(l)
	t.Cleanup(func() { s.Close() })
	return l.Addr().String(), &tls.Config{RootCAs: pool, ServerName: "127.0.0.1"}
}

func TestMailArrives(t *testing.T) {
	p := &postOffice{login: true}
	address, trusted := openOffice(t, p)
	password := filepath.Join(t.TempDir(), "password")
	os.WriteFile(password, []byte("s3cret\n"), 0o600)
	e := &Email{Server: address, TLS: StartTLS, User: "tarn", Password: Secret{File: password}, From: "Tarn <tarn@example.com>", To: []string{"a@example.com", "b@example.com"}, trusted: trusted}
	if err := e.Check(); err != nil {
		t.Fatal(err)
	}
	m := Message{ID: "m-1", Rule: "r", State: Firing, Severity: "high", Title: "로그인 <실패>\r\nBcc: evil@example.com", Text: "a < b", Columns: []string{"user", "n"},
		Rows: [][]string{{"kim", "1"}, {"<script>", "2"}}, Link: "https://tarn.example.com/?a=1&b=2", Time: time.Date(2024, 5, 7, 12, 0, 0, 0, time.UTC)}
	if err := e.Send(t.Context(), m); err != nil {
		t.Fatal(err)
	}
	if len(p.letters) != 1 || strings.Join(p.to, " ") != "a@example.com b@example.com" {
		t.Fatalf("%d letters to %v", len(p.letters), p.to)
	}
	letter, err := mail.ReadMessage(strings.NewReader(p.letters[0]))
	if err != nil {
		t.Fatal(err)
	}
	subject, _ := new(mime.WordDecoder).DecodeHeader(letter.Header.Get("Subject"))
	if subject != "[HIGH] 로그인 <실패> Bcc: evil@example.com" || letter.Header.Get("Bcc") != "" || letter.Header.Get("Message-ID") != "<m-1@example.com>" || letter.Header.Get("Auto-Submitted") != "auto-generated" {
		t.Errorf("%q %+v", subject, letter.Header)
	}
	kind, _, _ := mime.ParseMediaType(letter.Header.Get("Content-Type"))
	body, _ := io.ReadAll(letter.Body)
	if kind != "multipart/alternative" || strings.Contains(string(body), "<script>\r\n") && strings.Contains(string(body), "<td valign=\"top\"><script>") {
		t.Errorf("%s %s", kind, body)
	}
	e.Password = Secret{Env: "TARN_TEST_NO_PASSWORD"}
	if err := e.Send(t.Context(), m); err == nil || !strings.Contains(err.Error(), "TARN_TEST_NO_PASSWORD") {
		t.Error(err)
	}
}

// A mailbox that is full may be empty tomorrow; a letter that is refused will be so again.
func TestAnswersOfMailServers(t *testing.T) {
	p := &postOffice{answers: []error{&smtp.SMTPError{Code: 452, Message: "full"}, &smtp.SMTPError{Code: 554, Message: "no"}, nil}}
	address, trusted := openOffice(t, p)
	e := &Email{Server: address, TLS: StartTLS, From: "tarn@example.com", To: []string{"a@example.com"}, trusted: trusted}
	for i, permanent := range []bool{false, true} {
		err := e.Send(t.Context(), Message{ID: "m", Title: "x"})
		var refused *Refusal
		if err == nil || (errors.As(err, &refused) && refused.Permanent) != permanent {
			t.Errorf("%d: %v", i, err)
		}
	}
	if err := e.Send(t.Context(), Message{ID: "m", Title: "x"}); err != nil || len(p.letters) != 1 {
		t.Errorf("%v: %d letters", err, len(p.letters))
	}
	// A server whose certificate nobody vouches for gets nothing.
	e.trusted = nil
	if err := e.Send(t.Context(), Message{ID: "m", Title: "x"}); err == nil || len(p.letters) != 1 {
		t.Errorf("%v: %d letters", err, len(p.letters))
	}
}

func TestMailThatCannotBeSent(t *testing.T) {
	good := Email{Server: "smtp.example.com:587", TLS: StartTLS, From: "tarn@example.com", To: []string{"a@example.com"}}
	for name, change := range map[string]func(*Email){
		"server": func(e *Email) { e.Server = "smtp.example.com" }, "tls": func(e *Email) { e.TLS = "ssl" }, "from": func(e *Email) { e.From = "tarn" },
		"to": func(e *Email) { e.To = nil }, "clear": func(e *Email) { e.TLS, e.User = NoTLS, "x" },
	} {
		e := good
		change(&e)
		if err := e.Check(); err == nil || !strings.Contains(err.Error(), name) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if err := good.Check(); err != nil {
		t.Error(err)
	}
}
