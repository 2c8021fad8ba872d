package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"tarn/internal/audit"
)

// TestCommandsAreRecorded as calls are: who typed what, and what came of it.
func TestCommandsAreRecorded(t *testing.T) {
	logs, dir := t.TempDir(), filepath.Join(t.TempDir(), "lake")
	os.WriteFile(filepath.Join(logs, "a.json"), []byte(event("one", "2024-05-07T00:00:00Z")), 0o600)
	for _, args := range [][]string{
		{"import", logs}, {"store", "create", "other", "--retention", "90"}, {"store", "list"}, {"key", "create", "k", "--role", "admin"}, {"store", "delete", "missing"},
		{"query", "SELECT eventID FROM cloudtrail"}, {"query", "CREATE DATABASE d"}, {"query", "SELECT foo FROM cloudtrail"}, {"source", "add", logs}, {"store", "delete", "other"},
	} {
		tarn(t.Context(), dir, "", args...)
	}
	got := ask(t, dir, `SELECT eventName, readOnly, element_at(requestParameters, 'arguments'), element_at(requestParameters, 'flags'), element_at(requestParameters, 'statement'), errorCode
		FROM "tarn-audit" WHERE eventSource = 'command.tarn' AND userIdentity.type = 'OSUser' AND userIdentity.userName <> '' ORDER BY eventTime, eventName`)
	for _, want := range []string{
		`Import,false,"[""` + logs + `""]",,,`, `StoreCreate,false,"[""other""]","{""retention"":""90""}",,`, `StoreList,true,,,,`, `KeyCreate,false,"[""k""]","{""role"":""admin""}",,`,
		`StoreDelete,false,"[""missing""]",,,ExitCode1`, `Query,true,,,SELECT eventID FROM cloudtrail,`, `Query,false,,,CREATE DATABASE d,`, `Query,true,,,SELECT foo FROM cloudtrail,ExitCode2`,
		`SourceAdd,false,"[""` + logs + `""]",,,`, `StoreDelete,false,"[""other""]",,,ExitCode1`,
	} {
		if strings.Count("\n"+got+"\n", "\n"+want+"\n") != 1 {
			t.Errorf("there is no %s in\n%s", want, got)
		}
	}
	if strings.Contains(got, "secret") {
		t.Error("a secret is recorded")
	}
	if n, _ := audit.Waiting(filepath.Join(dir, "audit")); n != 1 { // of the query that read it
		t.Errorf("%d files wait", n)
	}
}

// TestCommandsThatCannotBeRecorded change nothing, and read with a note.
func TestCommandsThatCannotBeRecorded(t *testing.T) {
	logs, dir := t.TempDir(), filepath.Join(t.TempDir(), "lake")
	os.WriteFile(filepath.Join(logs, "a.json"), []byte(event("one", "2024-05-07T00:00:00Z")), 0o600)
	if code, _, talk := tarn(t.Context(), dir, "", "import", logs); code != exitOK {
		t.Fatal(talk)
	}
	if err := os.RemoveAll(filepath.Join(dir, "audit")); err != nil {
		t.Fatal(err)
	}
	os.WriteFile(filepath.Join(dir, "audit"), nil, 0o600) // no folder can be made here
	code, _, talk := tarn(t.Context(), dir, "", "store", "create", "other")
	if code != exitFailed || !strings.Contains(talk, "the command cannot be recorded in tarn-audit, so nothing is changed") {
		t.Errorf("%d %s", code, talk)
	}
	code, out, talk := tarn(t.Context(), dir, "", "store", "list")
	if code != exitOK || strings.Contains(out, "other") || !strings.Contains(talk, "this command is not in the record of calls") {
		t.Errorf("%d %s %s", code, out, talk)
	}
}

// TestBesideAServer a query of the record of calls has those of this moment, which the server's journal holds.
func TestBesideAServer(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "lake")
	_, out, talk := tarn(t.Context(), dir, "", "key", "create", "-o", "json", "one", "--role", "admin")
	k := created(t, out, talk)
	s := up(t, dir)
	if _, err := s.lakeClient(k).ListEventDataStores(t.Context(), nil); err != nil {
		t.Fatal(err)
	}
	const sql = `SELECT count(*) FROM "tarn-audit" WHERE eventName = 'ListEventDataStores'`
	if got := ask(t, dir, sql); got != "1" {
		t.Errorf("%s calls are in the record", got)
	}
	s.lakeClient(k).ListEventDataStores(t.Context(), nil)
	if got := ask(t, dir, sql); got != "2" {
		t.Errorf("then %s calls are", got)
	}
	s.end(t)
}
