package notify_test

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"net/http"
	"os"
	"os/exec"
	"strings"
	"sync"
	"testing"
	"time"

	"tarn/internal/notify"
	"tarn/internal/state"
)

// desk is an outbox over a data directory's state, with a webhook to a receiver.
type desk struct {
	*notify.Outbox
	db *state.DB
}

func open(t *testing.T, dir, address string) desk {
	t.Helper()
	db, err := state.Open(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	hook := notify.NewWebhook(secret(t, address), notify.Secret{}, loopback)
	return desk{&notify.Outbox{Store: db, Notifiers: map[string]notify.Notifier{"team": hook}, Backoff: 20 * time.Millisecond, Attempt: 2 * time.Second}, db}
}

func (d desk) put(t *testing.T, m notify.Message) {
	t.Helper()
	for _, e := range notify.Entries(m, []string{"team"}, time.Now()) {
		if err := d.db.PutOutboxEntry(t.Context(), e); err != nil {
			t.Fatal(err)
		}
	}
}

// drain delivers until nothing waits.
func (d desk) drain(t *testing.T) {
	t.Helper()
	for begun := time.Now(); ; time.Sleep(10 * time.Millisecond) {
		if err := d.Deliver(t.Context()); err != nil {
			t.Fatal(err)
		}
		list, err := d.db.WaitingEntries(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		if len(list) == 0 {
			return
		}
		if time.Since(begun) > time.Minute {
			t.Fatalf("%d messages wait: %+v", len(list), list[0])
		}
	}
}

func ids(list []received) (out []string) {
	for _, r := range list {
		out = append(out, r.header.Get("webhook-id"))
	}
	return out
}

func progress(t *testing.T, d desk) string {
	t.Helper()
	list, err := d.db.OutboxEntries(t.Context(), 0)
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, e := range list {
		out = append(out, fmt.Sprintf("%s %s after %d", e.Message.ID, e.Progress, e.Attempts))
	}
	return strings.Join(out, "; ")
}

// A receiver that is down, then overloaded, then there gets the message once, over a restart.
func TestAReceiverThatWasDown(t *testing.T) {
	dir := t.TempDir()
	d := open(t, dir, "http://127.0.0.1:1")
	d.put(t, message("a"))
	for range 3 {
		if err := d.Deliver(t.Context()); err != nil {
			t.Fatal(err)
		}
		time.Sleep(100 * time.Millisecond)
	}
	d.db.Close()
	r := receive(t, says(500, "broken"), says(503, "overloaded"))
	d = open(t, dir, r.URL)
	d.drain(t)
	d.drain(t)
	if got := ids(r.got()); strings.Join(got, " ") != "a a a" { // twice refused, once taken
		t.Errorf("the receiver had %v", got)
	}
	if got := progress(t, d); got != "a sent after 6" {
		t.Error(got)
	}
}

// A receiver says how long to wait, and is not asked before.
func TestRetryAfter(t *testing.T) {
	var at []time.Time
	note := func(status int) http.HandlerFunc {
		return func(w http.ResponseWriter, _ *http.Request) {
			at = append(at, time.Now())
			w.Header().Set("Retry-After", "1")
			w.WriteHeader(status)
		}
	}
	r := receive(t, note(429), note(200))
	d := open(t, t.TempDir(), r.URL)
	d.put(t, message("a"))
	d.drain(t)
	if len(at) != 2 || at[1].Sub(at[0]) < 900*time.Millisecond {
		t.Errorf("asked at %v", at)
	}
}

// What is refused for good is not sent again, unless somebody says so.
func TestARefusal(t *testing.T) {
	r := receive(t, says(404, "no_such_channel"))
	d := open(t, t.TempDir(), r.URL)
	d.put(t, message("a"))
	d.drain(t)
	d.drain(t)
	if got := progress(t, d); got != "a failed after 1" || len(r.got()) != 1 {
		t.Errorf("%s, %d calls", got, len(r.got()))
	}
	if n, err := d.Retry(t.Context()); n != 1 || err != nil {
		t.Fatal(n, err)
	}
	d.drain(t)
	if got := progress(t, d); got != "a sent after 1" || len(r.got()) != 2 {
		t.Errorf("%s, %d calls", got, len(r.got()))
	}
}

// A message that is tried for a day is given up.
func TestAMessageIsGivenUp(t *testing.T) {
	d := open(t, t.TempDir(), "http://127.0.0.1:1")
	d.put(t, message("a"))
	now := time.Now()
	d.Now = func() time.Time { return now }
	for range 400 {
		if err := d.Deliver(t.Context()); err != nil {
			t.Fatal(err)
		}
		now = now.Add(15 * time.Minute)
		if strings.Contains(progress(t, d), "failed") {
			break
		}
	}
	if got := progress(t, d); !strings.HasPrefix(got, "a failed after 9") || now.Sub(time.Now()) < 24*time.Hour {
		t.Errorf("%s after %v", got, time.Until(now))
	}
}

// Messages of a thread arrive in their order, and hold no other thread up.
func TestTheOrderOfAThread(t *testing.T) {
	r := receive(t, says(500, ""))
	d := open(t, t.TempDir(), r.URL)
	for _, id := range []string{"1-firing", "1-resolved", "2-firing"} {
		m := message(id)
		m.Thread = id[:1]
		d.put(t, m)
		time.Sleep(2 * time.Millisecond)
	}
	d.drain(t)
	got := strings.Join(ids(r.got()), " ")
	if strings.Index(got, "1-resolved") < strings.LastIndex(got, "1-firing") || len(r.got()) != 4 {
		t.Errorf("they arrived as %s", got)
	}
}

// Two processes with the same outbox send each message once.
func TestTwoOutboxesSendOnce(t *testing.T) {
	dir := t.TempDir()
	r := receive(t)
	one, two := open(t, dir, r.URL), open(t, dir, r.URL)
	for i := range 40 {
		m := message(fmt.Sprint("m", i))
		m.Thread = m.ID
		one.put(t, m)
	}
	var work sync.WaitGroup
	for _, d := range []desk{one, two} {
		work.Go(func() { d.drain(t) })
	}
	work.Wait()
	once(t, r, 40)
}

// once fails unless as many messages arrived, each once.
func once(t *testing.T, r *receiver, n int) {
	t.Helper()
	times := map[string]int{}
	for _, id := range ids(r.got()) {
		times[id]++
	}
	if len(times) != n {
		t.Errorf("%d messages arrived, want %d", len(times), n)
	}
	for id, k := range times {
		if k != 1 {
			t.Errorf("%s arrived %d times", id, k)
		}
	}
}

// outboxChild is set in the process that TestAnOutboxThatIsKilled kills.
const outboxChild = "TARN_TEST_OUTBOX"

// TestAnOutboxThatIsKilled: kill -9 at random instants. Every message arrives. One that arrives twice does so under its ID, and only where its
// process was killed between the request and the note of its answer: at most one for each kill.
func TestAnOutboxThatIsKilled(t *testing.T) {
	if place := os.Getenv(outboxChild); place != "" {
		dir, address, _ := strings.Cut(place, " ")
		d := open(t, dir, address)
		d.Attempt = 100 * time.Millisecond
		d.Follow(t.Context(), 5*time.Millisecond)
		return
	}
	slow := func(http.ResponseWriter, *http.Request) { time.Sleep(time.Duration(rand.IntN(5)) * time.Millisecond) }
	r := receive(t)
	const n = 60
	for range 3 * n {
		r.answers = append(r.answers, slow)
	}
	dir := t.TempDir()
	d := open(t, dir, r.URL)
	for i := range n {
		m := message(fmt.Sprint("m", i))
		m.Thread = m.ID
		d.put(t, m)
	}
	kills := 0
	for begun := time.Now(); ; kills++ {
		list, err := d.db.WaitingEntries(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		if len(list) == 0 {
			break
		}
		if time.Since(begun) > 2*time.Minute {
			t.Fatalf("%d messages wait after %d kills", len(list), kills)
		}
		ctx, cancel := context.WithTimeout(t.Context(), time.Duration(100+rand.IntN(400)+20*kills)*time.Millisecond)
		cmd := exec.CommandContext(ctx, os.Args[0], "-test.run=^TestAnOutboxThatIsKilled$") // kills it when the time is over
		cmd.Env = append(os.Environ(), outboxChild+"="+dir+" "+r.URL)
		cmd.Run()
		cancel()
	}
	times := map[string]int{}
	again := 0
	for _, id := range ids(r.got()) {
		if times[id]++; times[id] > 1 {
			again++
		}
	}
	t.Logf("%d kills, %d messages arrived a second time", kills, again)
	if len(times) != n || again > kills {
		t.Errorf("%d of %d messages arrived, %d a second time after %d kills", len(times), n, again, kills)
	}
}

// The window that is left: a process that is gone after the receiver's answer and before its note has the message sent again, under its ID.
func TestAnAnswerThatNobodyNoted(t *testing.T) {
	dir := t.TempDir()
	r := receive(t)
	d := open(t, dir, r.URL)
	d.put(t, message("a"))
	list, _ := d.db.WaitingEntries(t.Context())
	e, ok, err := d.db.ClaimEntry(t.Context(), list[0].ID, time.Now(), time.Now().Add(2*time.Second))
	if !ok || err != nil {
		t.Fatal(ok, err)
	}
	if err := d.Notifiers["team"].Send(t.Context(), e.Message); err != nil {
		t.Fatal(err)
	}
	// Here it is killed.
	d.db.Close()
	d = open(t, dir, r.URL)
	if err := d.Deliver(t.Context()); err != nil || len(r.got()) != 1 {
		t.Errorf("what another process may be sending is sent: %v", err)
	}
	d.drain(t)
	if got := ids(r.got()); strings.Join(got, " ") != "a a" {
		t.Errorf("%v", got)
	}
}

func TestNotifiersThatAreNotThere(t *testing.T) {
	d := open(t, t.TempDir(), "http://127.0.0.1:1")
	if err := d.SendNow(t.Context(), "none", message("a")); err == nil || !strings.Contains(err.Error(), "none") {
		t.Error(err)
	}
	var refused *notify.Refusal
	if err := d.SendNow(t.Context(), "team", message("a")); err == nil || errors.As(err, &refused) {
		t.Error(err)
	}
}
