package lake

import (
	"context"
	"testing"

	"tarn/internal/schema"
)

// Every kind of store has a table that the lake can make and open, whatever its columns are called.
func TestKinds(t *testing.T) {
	ctx := context.Background()
	l, err := Open(t.TempDir(), Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	for _, kind := range schema.Tables {
		if _, err := l.CreateTable(ctx, kind.Name, kind); err != nil {
			t.Errorf("%s: %v", kind.Name, err)
		} else if _, err := l.Table(ctx, kind.Name, kind); err != nil {
			t.Errorf("%s: %v", kind.Name, err)
		}
	}
}
