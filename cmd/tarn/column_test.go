package main

import (
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"tarn/internal/catalog"
	"tarn/internal/rows"
	"tarn/internal/schema"
)

// TestColumnsAdded asks, in SQL, a table whose older files lack a column, a row and a member of a row. Old files come before
// and after new ones, and on the same day.
func TestColumnsAdded(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "lake")
	olderTable(t, dir, "2024-05-05", "2024-05-07")
	logs := t.TempDir()
	full := func(id, at string) string {
		return fmt.Sprintf(`{"eventVersion":"1.08","eventTime":%q,"eventID":%q,"eventName":"New","sessionCredentialFromConsole":"true","userIdentity":{"type":"AssumedRole","arn":"arn:new","invokedBy":"x"},"tlsDetails":{"tlsVersion":"TLSv1.3"}}`, at, id)
	}
	text := full("new-6", "2024-05-06T12:00:00Z") + "\n" + full("new-7", "2024-05-07T06:00:00Z")
	if err := os.WriteFile(filepath.Join(logs, "a.json"), []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	if got, want := ask(t, dir, "SELECT eventID, sessionCredentialFromConsole FROM cloudtrail WHERE sessionCredentialFromConsole IS NULL ORDER BY 1"), "old-2024-05-05,\nold-2024-05-07,"; got != want {
		t.Errorf("before this Tarn has written, a column that is new is\n%s", got)
	}
	if got := ask(t, dir, "SELECT eventID FROM cloudtrail WHERE sessionCredentialFromConsole = 'true'"); got != "" {
		t.Errorf("before this Tarn has written, a column that is new is not NULL: %s", got)
	}
	importFolder(t, dir, logs, "--no-compact")
	check := func() {
		t.Helper()
		for sql, want := range map[string]string{
			"SELECT eventID, sessionCredentialFromConsole, userIdentity.arn, userIdentity.invokedBy, tlsDetails.tlsVersion FROM cloudtrail ORDER BY eventTime": `old-2024-05-05,,arn:old,,
new-6,true,arn:new,x,TLSv1.3
new-7,true,arn:new,x,TLSv1.3
old-2024-05-07,,arn:old,,`,
			"SELECT eventID FROM cloudtrail WHERE userIdentity.invokedBy = 'x' ORDER BY eventTime DESC":                                                                                            "new-7\nnew-6",
			"SELECT eventID FROM cloudtrail WHERE sessionCredentialFromConsole IS NULL ORDER BY 1":                                                                                                 "old-2024-05-05\nold-2024-05-07",
			"SELECT eventID FROM cloudtrail WHERE tlsDetails.tlsVersion IS NULL AND userIdentity.arn = 'arn:old' ORDER BY eventTime DESC":                                                          "old-2024-05-07\nold-2024-05-05",
			"SELECT count(*), count(tlsDetails.tlsVersion), count(sessionCredentialFromConsole), count(userIdentity.invokedBy) FROM cloudtrail WHERE eventTime >= TIMESTAMP '2024-05-07 00:00:00'": "2,1,1,1",
			"SELECT json_extract_scalar(eventJson, '$.userIdentity.arn'), json_extract_scalar(eventJson, '$.tlsDetails.tlsVersion') FROM cloudtrail ORDER BY eventTime LIMIT 2":                    "arn:old,\narn:new,TLSv1.3",
		} {
			if got := ask(t, dir, sql); got != want {
				t.Errorf("%s\n%s\nwant\n%s", sql, got, want)
			}
		}
	}
	check()
	if code, out, talk := tarn(t.Context(), dir, "", "compact"); code != exitOK {
		t.Fatalf("%d: %s%s", code, out, talk)
	}
	check()
}

// olderTable makes a data directory whose store has the columns of an older Tarn, with a row on each day.
func olderTable(t *testing.T, dir string, days ...string) {
	t.Helper()
	older := *schema.CloudTrail
	older.Columns = slices.DeleteFunc(slices.Clone(older.Columns), func(c schema.Stored) bool {
		return c.Name == "sessionCredentialFromConsole" || c.Name == "tlsDetails"
	})
	for i, c := range older.Columns {
		if c.Name == "userIdentity" {
			older.Columns[i].Members = slices.DeleteFunc(slices.Clone(c.Members), func(m schema.Stored) bool { return m.Name == "invokedBy" })
		}
	}
	ctx := t.Context()
	d, err := openDataDir(ctx, dir, lakeConfig{}, true, false, slog.New(slog.DiscardHandler), t.Logf)
	if err != nil {
		t.Fatal(err)
	}
	defer d.close()
	s := catalog.NewStore(catalog.DefaultStore, time.Now())
	if err := d.state.AddStore(ctx, s); err != nil {
		t.Fatal(err)
	}
	table, err := d.lake.CreateTable(ctx, s.Table, &older)
	if err != nil {
		t.Fatal(err)
	}
	b := rows.NewBatch(table.Layout(), len(days))
	for _, day := range days {
		at, err := time.Parse(time.DateOnly, day)
		if err != nil {
			t.Fatal(err)
		}
		b.Begin()
		b.SetInt(b.Leaf("eventTime"), at.Add(12*time.Hour).UnixMicro())
		b.SetString(b.Leaf("eventID"), []byte("old-"+day))
		b.Present(b.Layout.Group("userIdentity"))
		b.SetString(b.Leaf("userIdentity.arn"), []byte("arn:old"))
	}
	files, err := table.NewWriter().Write(b, nil)
	if err == nil {
		err = table.Commit(ctx, "older", files)
	}
	if err != nil {
		t.Fatal(err)
	}
}
