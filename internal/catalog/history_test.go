package catalog_test

import (
	"context"
	"testing"

	"tarn/internal/catalog"
	"tarn/internal/state"
)

// The history of an Iceberg table is seen by who sees the table, and no other table has one.
func TestTheHistoryOfATableIsSeenWithIt(t *testing.T) {
	db, err := state.Open(t.Context(), t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	for name, parameters := range map[string]map[string]string{"kept": {"table_type": "ICEBERG"}, "other": {"table_type": "ICEBERG"}, "files": nil} {
		table := catalog.Table{Database: "default", Name: name, Type: catalog.ExternalTable, Parameters: parameters}
		table.Storage.Columns = []catalog.Column{{Name: "n", Type: "int"}}
		if err := db.AddTable(context.Background(), table); err != nil {
			t.Fatal(err)
		}
	}
	names, err := catalog.New(db).Snapshot(t.Context(), catalog.Scope{Uses: func(_, table string) bool { return table == "kept" || table == "files" }})
	if err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]bool{"kept$snapshots": true, "KEPT$snapshots": true, "other$snapshots": false, "files$snapshots": false, "none$snapshots": false} {
		r, err := names.Lookup([]string{"default", name})
		if err != nil || (r != nil) != want {
			t.Errorf("%s: %v, %v", name, r, err)
		}
	}
}
