package blob

import (
	"net/http"
	"sync/atomic"

	"github.com/aws/aws-sdk-go-v2/aws"
)

// meter is an HTTP client that counts requests by kind.
type meter struct {
	client               aws.HTTPClient
	list, get, head, sum atomic.Int64
}

func (m *meter) Do(r *http.Request) (*http.Response, error) {
	switch {
	case r.Method == http.MethodHead:
		m.head.Add(1)
	case r.URL.Query().Has("list-type"):
		m.list.Add(1)
	default:
		m.get.Add(1)
	}
	return m.client.Do(r)
}

func (m *meter) requests() Requests {
	return Requests{List: m.list.Load(), Get: m.get.Load(), Head: m.head.Load(), Bytes: m.sum.Load()}
}
