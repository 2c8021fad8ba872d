package main

import (
	"encoding/base64"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"io"
	"mime"
	"mime/multipart"
	"net"
	"net/http"
	"net/http/httptest"
	"net/mail"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/emersion/go-smtp"

	"tarn/internal/state"
)

// mailbox is an SMTP server that keeps the letters that it gets.
type mailbox struct {
	mu      sync.Mutex
	letters []string
}

func (b *mailbox) NewSession(*smtp.Conn) (smtp.Session, error) { return b, nil }
func (b *mailbox) Mail(string, *smtp.MailOptions) error        { return nil }
func (b *mailbox) Rcpt(string, *smtp.RcptOptions) error        { return nil }
func (b *mailbox) Reset()                                      {}
func (b *mailbox) Logout() error                               { return nil }
func (b *mailbox) Data(r io.Reader) error {
	text, err := io.ReadAll(r)
	b.mu.Lock()
	defer b.mu.Unlock()
	b.letters = append(b.letters, string(text))
	return err
}

func (b *mailbox) got() []string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return slices.Clone(b.letters)
}

// open serves at an address; an empty one is any that is free.
func (b *mailbox) open(t *testing.T, address string) string {
	t.Helper()
	if address == "" {
		address = "127.0.0.1:0"
	}
	l, err := net.Listen("tcp", address)
	if err != nil {
		t.Fatal(err)
	}
	s := smtp.NewServer(b)
	s.Domain = "mail.example.com"
	go s.Serve(l)
	t.Cleanup(func() { s.Close() })
	return l.Addr().String()
}

const reported = `name: daily
title: {en: What happened, ko: 오늘의 활동}
range: 24h
report:
  schedule: rate(1 minute)
  time_zone: Asia/Seoul
  notifiers: [team, post]
  language: ko
panels:
- name: events
  title: {en: Events, ko: 이벤트 수}
  chart: {type: number, y: [n], compare: true}
  sql: SELECT count(*) AS n FROM @cloudtrail WHERE eventTime >= @from AND eventTime < @to
- name: names
  title: {en: By name, ko: 이름별}
  chart: {type: bar, x: eventName, y: [n]}
  sql: SELECT eventName, recipientAccountId AS account, count(*) AS n FROM @cloudtrail WHERE eventTime >= @from AND eventTime < @to GROUP BY 1, 2 ORDER BY 3 DESC
- name: flows
  chart: {type: table}
  sql: SELECT srcaddr FROM @vpcflow WHERE start >= @from AND start < @to
`

// letter is a mail, taken apart: its texts by type, and its files by name.
func letter(t *testing.T, text string) (subject string, texts, files map[string]string) {
	t.Helper()
	m, err := mail.ReadMessage(strings.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	subject, err = new(mime.WordDecoder).DecodeHeader(m.Header.Get("Subject"))
	if err != nil {
		t.Fatal(err)
	}
	texts, files = map[string]string{}, map[string]string{}
	var parts func(kind string, r io.Reader)
	parts = func(kind string, r io.Reader) {
		_, params, err := mime.ParseMediaType(kind)
		if err != nil {
			t.Fatal(err)
		}
		for reader := multipart.NewReader(r, params["boundary"]); ; {
			p, err := reader.NextPart()
			if err == io.EOF {
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			kind := p.Header.Get("Content-Type")
			if strings.HasPrefix(kind, "multipart/") {
				parts(kind, p)
				continue
			}
			content, err := io.ReadAll(p)
			if err != nil {
				t.Fatal(err)
			}
			if p.Header.Get("Content-Transfer-Encoding") == "base64" {
				if content, err = base64.StdEncoding.DecodeString(strings.NewReplacer("\r", "", "\n", "").Replace(string(content))); err != nil {
					t.Fatal(err)
				}
			}
			if name := p.FileName(); name != "" {
				files[name] = string(content)
			} else {
				kind, _, _ = mime.ParseMediaType(kind)
				texts[kind] = string(content)
			}
		}
	}
	parts(m.Header.Get("Content-Type"), m.Body)
	return subject, texts, files
}

// TestAReportIsSentOnce: a dashboard goes to Slack and by mail at its time, once each, though the mail server is down and the process is killed
// between.
func TestAReportIsSentOnce(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "lake")
	for i := range 3 {
		alarm(t, dir, fmt.Sprint("e", i), time.Now().Add(-time.Hour))
	}
	var mu sync.Mutex
	var slack []string
	hook := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		text, _ := io.ReadAll(r.Body)
		mu.Lock()
		defer mu.Unlock()
		slack = append(slack, string(text))
	}))
	defer hook.Close()
	told := func() []string {
		mu.Lock()
		defer mu.Unlock()
		return slices.Clone(slack)
	}
	free, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	office := free.Addr().String()
	free.Close()
	address := filepath.Join(t.TempDir(), "hook")
	for path, text := range map[string]string{
		address: hook.URL,
		filepath.Join(dir, "tarn.yaml"): "notifiers:\n- {name: team, type: slack, url_file: " + address + ", allow: [127.0.0.1]}\n" +
			"- {name: post, type: email, server: '" + office + "', tls: none, from: tarn@example.com, to: [team@example.com]}\n" +
			"alerts: {console: 'https://tarn.example.com'}\n",
		filepath.Join(dir, "dashboards", "daily.yaml"): strings.Replace(reported, "rate(1 minute)", "rate(1 day)", 1),
	} {
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	// It was sent the day before yesterday: today's report is due.
	db, err := state.Open(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := db.Report(t.Context(), "daily", time.Now().Add(-48*time.Hour), nil); err != nil {
		t.Fatal(err)
	}
	db.Close()

	s := up(t, dir)
	for begun := time.Now(); len(told()) == 0 && time.Since(begun) < time.Minute; time.Sleep(50 * time.Millisecond) {
	}
	if len(told()) != 1 {
		t.Fatalf("%d messages: %s", len(told()), s.talk)
	}
	time.Sleep(300 * time.Millisecond) // for its note of the answer
	s.cmd.Process.Kill()
	s.cmd.Wait()
	box := &mailbox{}
	box.open(t, office)
	s = up(t, dir)
	for begun := time.Now(); len(box.got()) == 0 && time.Since(begun) < time.Minute; time.Sleep(50 * time.Millisecond) {
	}
	time.Sleep(7 * time.Second) // a look more
	if len(told()) != 1 || len(box.got()) != 1 {
		t.Fatalf("%d messages and %d letters: %s", len(told()), len(box.got()), s.talk)
	}
	var payload struct {
		Text   string
		Blocks []struct {
			Type   string
			Text   struct{ Text string }
			Fields []struct{ Text string }
		}
	}
	if err := json.Unmarshal([]byte(told()[0]), &payload); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"오늘의 활동", "*이벤트 수*\\n3", "*이름별*", "```", "Alarm", "Tarn에서 열기", "https://tarn.example.com/dashboards/daily?from=", "(Asia/Seoul)", "이 종류의 로그가 없습니다: vpcflow"} {
		if !strings.Contains(told()[0], want) {
			t.Errorf("Slack got no %s: %s", want, told()[0])
		}
	}
	if strings.Contains(told()[0], "<svg") || len(payload.Blocks) > 50 {
		t.Error(told()[0])
	}
	subject, texts, files := letter(t, box.got()[0])
	if subject != "오늘의 활동" || !strings.Contains(texts["text/plain"], "이벤트 수: 3") || !strings.Contains(texts["text/html"], "<td align=\"right\" style=\"border-bottom:1px solid #dfe5e5\">3</td>") {
		t.Errorf("%s %v", subject, texts)
	}
	if files["daily-names.csv"] != "\ufeffeventName,account,n\nAlarm,,3\n" || len(files) != 4 {
		t.Errorf("%q", files)
	}
	if svg := files["daily-names.svg"]; xml.Unmarshal([]byte(svg), new(any)) != nil || !strings.Contains(svg, "이름별") || !strings.Contains(svg, "Alarm") {
		t.Error(svg)
	}

	// It can be looked at, and sent, at once.
	folder := filepath.Join(t.TempDir(), "out")
	if code, out, talk := tarn(t.Context(), dir, "", "dashboard", "report", "daily", "--output", folder, "--language", "en"); code != exitOK || strings.Count(out, "\n") != 6 {
		t.Errorf("%d: %s%s", code, out, talk)
	}
	if text, err := os.ReadFile(filepath.Join(folder, "daily.txt")); err != nil || !strings.Contains(string(text), "Events: 3") {
		t.Errorf("%s, %v", text, err)
	}
	if code, _, talk := tarn(t.Context(), dir, "", "dashboard", "report", "daily", "--to", "team,post"); code != exitOK || len(told()) != 2 || len(box.got()) != 2 {
		t.Errorf("%d: %s", code, talk)
	}
	if code, _, talk := tarn(t.Context(), dir, "", "dashboard", "report", "daily", "--to", "nobody"); code != exitFailed || !strings.Contains(talk, "there is no notifier nobody") {
		t.Errorf("%d: %s", code, talk)
	}
}
