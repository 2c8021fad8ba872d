package main

import (
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"
)

// TestSlowClients lose their connections, and those that go on sending or taking keep them, however long it all lasts.
func TestSlowClients(t *testing.T) {
	const slow = 600 * time.Millisecond
	ended := make(chan error, 10)
	g := newGate(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		_, err := io.Copy(io.Discard, r.Body)
		if err == nil && r.URL.Path == "/long" {
			time.Sleep(2 * slow)
			err = r.Context().Err()
		}
		if err == nil && r.URL.Path == "/large" {
			for range 1 << 11 {
				if _, err = w.Write(make([]byte, 64<<10)); err != nil {
					break
				}
			}
		}
		ended <- err
	}), nil, slog.New(slog.DiscardHandler))
	g.slow = slow
	server := httptest.NewServer(g)
	defer server.Close()
	open := func(request string) net.Conn {
		c, err := net.Dial("tcp", server.Listener.Addr().String())
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { c.Close() })
		c.SetDeadline(time.Now().Add(20 * time.Second))
		io.WriteString(c, request)
		return c
	}
	await := func(what string) error {
		select {
		case err := <-ended:
			return err
		case <-time.After(15 * time.Second):
			t.Fatalf("%s: the request still has its connection", what)
			return nil
		}
	}
	const post = "POST /%s HTTP/1.1\r\nHost: localhost\r\n%sContent-Length: 8\r\n\r\n"
	open(fmt.Sprintf(post, "", "") + "half")
	if err := await("a body that stops"); err == nil {
		t.Error("a body that stops is read to its end")
	}
	// An object may take long, as long as it moves.
	c := open(fmt.Sprintf(post, "", ""))
	for i := range 8 {
		time.Sleep(slow / 3)
		io.WriteString(c, fmt.Sprint(i))
	}
	if err := await("a body that comes slowly"); err != nil {
		t.Errorf("a body that comes slowly: %v", err)
	}
	// A call of an API is small: it has no longer for all of it.
	c = open(fmt.Sprintf(post, "", "X-Amz-Target: AmazonAthena.GetQueryExecution\r\n"))
	go func() {
		for i := range 8 {
			time.Sleep(slow / 3)
			io.WriteString(c, fmt.Sprint(i))
		}
	}()
	if err := await("a call that comes slowly"); err == nil {
		t.Error("a call that comes slowly is read to its end")
	}
	open("GET /large HTTP/1.1\r\nHost: localhost\r\n\r\n")
	if err := await("a reply that nobody takes"); err == nil {
		t.Error("a reply that nobody takes is written to its end")
	}
	large, err := server.Client().Get(server.URL + "/large")
	if err != nil {
		t.Fatal(err)
	}
	time.Sleep(slow / 2)
	n, err := io.Copy(io.Discard, large.Body)
	if ended := await("a reply that is taken"); err != nil || n != 1<<27 || ended != nil {
		t.Errorf("%d bytes, %v, %v", n, err, ended)
	}
	large.Body.Close()
	open(fmt.Sprintf(post, "long", "") + "01234567")
	if err := await("a reply that takes long"); err != nil {
		t.Errorf("a reply that takes long: %v", err)
	}
	for range 2 { // the deadline of one request is not the next one's
		time.Sleep(slow + slow/3)
		r, err := server.Client().Post(server.URL, "text/plain", strings.NewReader("x"))
		if err != nil {
			t.Fatal(err)
		}
		io.Copy(io.Discard, r.Body)
		r.Body.Close()
		await("a request after a pause")
	}
}
