package main

import (
	"database/sql"
	"path/filepath"
	"testing"
)

// openState opens a data directory's state file, past the code that knows it.
func openState(t *testing.T, dir string) *sql.DB {
	t.Helper()
	db, err := sql.Open("sqlite", "file:"+filepath.Join(dir, "state.db"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	return db
}
