package blobtest

import (
	"bytes"
	"io"
	"net/http"
	"regexp"
	"strconv"
	"time"
)

// Fault is something that goes wrong with a request.
type Fault struct {
	// Kind of request that it befalls: LIST, GET or HEAD; all if empty. Key must be part of the path, if given.
	Kind, Key string
	// Times is how often it happens; always if zero. Every n-th matching request only, if that is more than 1.
	Times, Every int

	// Delay comes before the answer.
	Delay time.Duration
	// Status and Code are the answer instead of the server's: 503 and SlowDown.
	Status int
	Code   string
	// Cut ends the connection after that many bytes of the body, if that is more than 0.
	Cut int64
	// Twice repeats the first key of a listing.
	Twice bool
	// Before runs first, as when an object is replaced between two requests.
	Before func()

	seen, done int
}

type faultKey struct{}

var contents = regexp.MustCompile(`(?s)<Contents>.*?</Contents>`)

func (f *Fault) alter(r *http.Response) error {
	if f.Twice {
		page, err := io.ReadAll(r.Body)
		if err != nil {
			return err
		}
		r.Body.Close()
		if at := contents.FindIndex(page); at != nil {
			page = bytes.Join([][]byte{page[:at[1]], page[at[0]:at[1]], page[at[1]:]}, nil)
		}
		r.Body = io.NopCloser(bytes.NewReader(page))
		r.ContentLength = int64(len(page))
		r.Header.Set("Content-Length", strconv.Itoa(len(page)))
	}
	if f.Cut > 0 {
		r.Body = &cutBody{r.Body, f.Cut}
	}
	return nil
}

// cutBody fails after left bytes; the proxy then drops the connection.
type cutBody struct {
	io.ReadCloser
	left int64
}

func (c *cutBody) Read(p []byte) (int, error) {
	if c.left == 0 {
		return 0, io.ErrUnexpectedEOF
	}
	n, err := c.ReadCloser.Read(p[:min(int64(len(p)), c.left)])
	c.left -= int64(n)
	return n, err
}
