package lake

import (
	"fmt"
	"path/filepath"
	"testing"

	"tarn/internal/disk"
	"tarn/internal/schema"
)

// Commits remove the metadata of those that are long past. A copy has what its catalog names all the same.
func TestABackupHasTheMetadataOfItsMoment(t *testing.T) {
	ctx := t.Context()
	l := open(t, t.TempDir(), 0)
	table := newTable(t, l)
	put(t, table, "a", 10, 0)
	release, err := l.Hold()
	if err != nil {
		t.Fatal(err)
	}
	defer release()
	to := filepath.Join(t.TempDir(), "lake")
	if err := disk.MakeFolder(to); err != nil {
		t.Fatal(err)
	}
	tables, err := l.copyCatalog(ctx, to, nil)
	if err != nil {
		t.Fatal(err)
	}
	for i := range 25 {
		put(t, table, fmt.Sprint("more", i), 1, 0)
	}
	if _, err := l.copyFiles(ctx, tables, to, true); err != nil {
		t.Fatal(err)
	}
	moved := openMoved(t, to)
	if _, err := moved.Relocate(ctx); err != nil {
		t.Fatal(err)
	}
	copied, err := moved.Table(ctx, "events", schema.CloudTrail)
	if err != nil {
		t.Fatal(err)
	}
	if n := len(ids(t, copied)); n != 10 {
		t.Errorf("%d rows in the copy, of 10", n)
	}
}
