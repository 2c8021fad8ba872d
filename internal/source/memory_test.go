package source

import (
	"cmp"
	"context"
	"fmt"
	"iter"
	"slices"
	"strings"
	"sync"
	"testing"

	"tarn/internal/blob"
)

// memory is a bucket of keys without content, which counts pages of 1,000 keys as S3 bills them.
type memory struct {
	keys []string
	mu   sync.Mutex
	list int64
	open int
	most int
}

func bucketOf(keys ...string) *memory { return &memory{keys: sorted(keys)} }

func (m *memory) List(ctx context.Context, o blob.ListOptions) iter.Seq2[blob.Entry, error] {
	return func(yield func(blob.Entry, error) bool) {
		m.note(1)
		defer m.note(-1)
		i, _ := slices.BinarySearchFunc(m.keys, max(o.StartAfter, o.Prefix), func(a, b string) int { return cmp.Compare(a, b) })
		last := ""
		for n := 0; i < len(m.keys); i++ {
			key := m.keys[i]
			if key <= o.StartAfter {
				continue
			}
			rest, ok := strings.CutPrefix(key, o.Prefix)
			if !ok {
				return
			}
			e := blob.Entry{Object: blob.Object{URI: m.URI(key), Key: key, Size: 10}}
			if at := strings.IndexByte(rest, '/'); o.Folders && at >= 0 {
				e = blob.Entry{Object: blob.Object{Key: o.Prefix + rest[:at+1]}, Prefix: true}
			}
			if e.Key == last {
				continue
			}
			last = e.Key
			if !yield(e, nil) {
				return
			}
			if n++; n%1000 == 0 {
				m.mu.Lock()
				m.list++
				m.mu.Unlock()
			}
		}
	}
}

func (m *memory) note(n int) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.open += n; n > 0 {
		m.list++
	}
	m.most = max(m.most, m.open)
}

func (m *memory) Open(context.Context, blob.Object) (*blob.Body, error) {
	panic("a walk reads nothing")
}

func (m *memory) Head(_ context.Context, key string) (blob.Object, map[string]string, error) {
	return blob.Object{Key: key}, nil, nil
}

func (m *memory) URI(key string) string { return "mem://" + key }

func (m *memory) Requests() blob.Requests { return blob.Requests{List: m.list} }

// walked gives the keys that a walk finds.
func walked(t *testing.T, b blob.Bucket, root string, p Plan) ([]string, Walked) {
	t.Helper()
	var keys []string
	w, err := Walk(t.Context(), b, root, p, func(f Found) error {
		keys = append(keys, f.Key)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return keys, w
}

func key(account, region string, day Day, name string) string {
	return fmt.Sprintf("AWSLogs/%s/CloudTrail/%s/%s/%s_%s", account, region, day.path(), account, name)
}
