package notify_test

import (
	"encoding/json"
	"errors"
	"net/http"
	"net/netip"
	"strings"
	"testing"

	standardwebhooks "github.com/standard-webhooks/standard-webhooks/libraries/go"

	"tarn/internal/notify"
)

// The reference implementation of Standard Webhooks takes our signature, and no other body with it.
func TestAWebhookIsSigned(t *testing.T) {
	const key = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
	r := receive(t)
	w := notify.NewWebhook(secret(t, r.URL+"/hook"), secret(t, key), loopback)
	if err := w.Send(t.Context(), message("m-1")); err != nil {
		t.Fatal(err)
	}
	got := r.got()
	if len(got) != 1 || got[0].path != "/hook" || got[0].header.Get("webhook-id") != "m-1" || got[0].header.Get("Content-Type") != "application/json" {
		t.Fatalf("%+v", got)
	}
	verifier, err := standardwebhooks.NewWebhook(key)
	if err != nil {
		t.Fatal(err)
	}
	if err := verifier.Verify([]byte(got[0].body), got[0].header); err != nil {
		t.Error(err)
	}
	if verifier.Verify([]byte(strings.Replace(got[0].body, "kim", "lee", 1)), got[0].header) == nil {
		t.Error("another body has the same signature")
	}
	var body struct {
		Type string
		Data notify.Message
	}
	if err := json.Unmarshal([]byte(got[0].body), &body); err != nil || body.Type != "alert.firing" || body.Data.Rows[1][1] != "이영희 🚀" || body.Data.Link == "" {
		t.Errorf("%v %+v", err, body)
	}
}

// What a receiver says decides whether a message is sent again.
func TestAnswersOfWebhooks(t *testing.T) {
	for _, c := range []struct {
		status    int
		permanent bool
	}{{400, true}, {403, true}, {404, true}, {410, true}, {408, false}, {429, false}, {500, false}, {503, false}} {
		r := receive(t, says(c.status, "no_text"))
		err := notify.NewSlack(secret(t, r.URL), loopback).Send(t.Context(), message("m"))
		var refused *notify.Refusal
		if !errors.As(err, &refused) || refused.Permanent != c.permanent || !strings.Contains(err.Error(), "no_text") {
			t.Errorf("%d: %v", c.status, err)
		}
	}
}

// An address of the machine, of its network, or of a cloud's metadata service is not called: not by its number, not by a name, not after a
// redirect.
func TestAddressesThatAreNotCalled(t *testing.T) {
	for _, ip := range []string{
		"127.0.0.1", "127.8.8.8", "::1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "fe80::1", "fd00:ec2::254", "0.0.0.0", "::", "100.64.0.1", "224.0.0.1",
		"255.255.255.255", "::ffff:127.0.0.1", "::ffff:169.254.169.254", "64:ff9b::a9fe:a9fe", "2002:7f00:1::", "198.18.0.1", "::127.0.0.1", "fec0::1", "ff02::1", "fe80::1%eth0",
	} {
		if err := (notify.Guard{}).Permits(netip.MustParseAddr(ip)); !errors.Is(err, notify.ErrAddress) {
			t.Errorf("%s is called: %v", ip, err)
		}
	}
	for _, ip := range []string{"8.8.8.8", "172.32.0.1", "2606:4700::1111", "64:ff9b::808:808", "100.128.0.1"} {
		if err := (notify.Guard{}).Permits(netip.MustParseAddr(ip)); err != nil {
			t.Errorf("%s is not called: %v", ip, err)
		}
	}
	if err := loopback.Permits(netip.MustParseAddr("::ffff:127.0.0.1")); err != nil {
		t.Error(err)
	}
	inside := receive(t)
	port := inside.URL[strings.LastIndexByte(inside.URL, ':'):]
	for _, address := range []string{inside.URL, "http://localhost" + port, "http://[::ffff:127.0.0.1]" + port, "http://0x7f.1" + port, "http://2130706433" + port} {
		if err := notify.NewWebhook(secret(t, address), notify.Secret{}, notify.Guard{}).Send(t.Context(), message("m")); err == nil {
			t.Errorf("%s is called", address)
		}
	}
	// The first address may be called, the one that it redirects to may not: one that was allowed alone, with 127.0.0.2 beside it.
	outside := receive(t)
	outside.answers = []http.HandlerFunc{func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, "http://127.0.0.2"+port+"/x", http.StatusTemporaryRedirect)
	}}
	alone := notify.Guard{Allowed: []netip.Prefix{netip.MustParsePrefix("127.0.0.1/32")}}
	err := notify.NewWebhook(secret(t, outside.URL+"/services/SECRET"), notify.Secret{}, alone).Send(t.Context(), message("m"))
	if !errors.Is(err, notify.ErrAddress) || strings.Contains(err.Error(), "SECRET") {
		t.Errorf("a redirect is followed: %v", err)
	}
	if n := len(inside.got()); n != 0 {
		t.Errorf("the inside was called %d times", n)
	}
	if len(outside.got()) != 1 {
		t.Errorf("the outside was called %d times", len(outside.got()))
	}
}

// A redirect that keeps the message is followed; one that would lose it is no success.
func TestRedirects(t *testing.T) {
	last := receive(t)
	to := func(status int) http.HandlerFunc {
		return func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, last.URL+"/moved", status) }
	}
	first := receive(t, to(http.StatusPermanentRedirect), to(http.StatusFound))
	w := notify.NewWebhook(secret(t, first.URL), notify.Secret{}, loopback)
	if err := w.Send(t.Context(), message("m")); err != nil || len(last.got()) != 1 || last.got()[0].body != first.got()[0].body {
		t.Errorf("%v: %+v", err, last.got())
	}
	if err := w.Send(t.Context(), message("m")); err == nil || len(last.got()) != 1 {
		t.Errorf("a message without its body counts as sent: %v", err)
	}
}

func TestSecretsAreNotSaid(t *testing.T) {
	t.Setenv("TARN_TEST_HOOK", "http://127.0.0.1:1/services/SECRET")
	err := notify.NewSlack(notify.Secret{Env: "TARN_TEST_HOOK"}, loopback).Send(t.Context(), message("m"))
	if err == nil || strings.Contains(err.Error(), "SECRET") {
		t.Errorf("%v", err)
	}
	err = notify.NewSlack(notify.Secret{Env: "TARN_TEST_NONE"}, loopback).Send(t.Context(), message("m"))
	if err == nil || !strings.Contains(err.Error(), "TARN_TEST_NONE is not set") {
		t.Errorf("%v", err)
	}
}
