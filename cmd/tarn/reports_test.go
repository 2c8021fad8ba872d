package main

import (
	"compress/gzip"
	"encoding/json"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// TestReports counts people and events of each month, as a clock in Seoul has it, from the log files themselves.
func TestReports(t *testing.T) {
	logs, dir := t.TempDir(), filepath.Join(t.TempDir(), "lake")
	for _, args := range [][]string{{"demo", logs, "--logs", "none", "--events", "2000", "--days", "5"}, {"import", logs}, {"view", "reports", "--zone", "Asia/Seoul"}} {
		if code, _, talk := tarn(t.Context(), dir, "", args...); code != exitOK && code != exitIncomplete {
			t.Fatal(args, talk)
		}
	}
	seoul := time.FixedZone("", 9*60*60)
	seen, people := map[string]bool{}, map[string]map[string]bool{}
	events := map[string]int{}
	err := filepath.WalkDir(logs, func(path string, d fs.DirEntry, err error) error {
		if err != nil || !strings.Contains(path, "/CloudTrail") || strings.Contains(path, "Digest") || !strings.HasSuffix(path, ".json.gz") {
			return err
		}
		f, err := os.Open(path)
		if err != nil {
			return err
		}
		defer f.Close()
		z, err := gzip.NewReader(f)
		if err != nil {
			return err
		}
		text, err := io.ReadAll(z)
		if err != nil {
			return err
		}
		var file struct {
			Records []struct {
				EventID      string
				EventTime    time.Time
				UserIdentity struct{ Type, AccountID, UserName, PrincipalID string }
			}
		}
		if err := json.Unmarshal(text, &file); err != nil {
			return err
		}
		for _, r := range file.Records {
			if seen[r.EventID] {
				continue
			}
			seen[r.EventID] = true
			month := r.EventTime.In(seoul).Format("2006-01")
			events[month]++
			u, person := r.UserIdentity, ""
			switch u.Type {
			case "Root":
				person = "root of " + u.AccountID
			case "IAMUser":
				person = u.UserName + " of " + u.AccountID
			case "AssumedRole", "FederatedUser":
				_, person, _ = strings.Cut(u.PrincipalID, ":")
			case "SAMLUser", "WebIdentityUser", "IdentityCenterUser":
				person = u.UserName
			}
			if people[month] == nil {
				people[month] = map[string]bool{}
			}
			if person != "" {
				people[month][person] = true
			}
		}
		return nil
	})
	if err != nil || len(events) == 0 {
		t.Fatal(err, len(events))
	}
	for month, n := range events {
		want := fmt.Sprintf("%d,%d", len(people[month]), n)
		_, out, talk := tarn(t.Context(), dir, "", "query", "SELECT users, events FROM reports.monthly_users_and_events WHERE month = '"+month+"'", "-o", "csv")
		if got := strings.TrimSpace(strings.TrimPrefix(out, "users,events\n")); got != want {
			t.Errorf("%s: %s, not %s%s", month, got, want, talk)
		}
	}
}
