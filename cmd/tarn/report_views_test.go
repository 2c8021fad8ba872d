package main

import (
	"compress/gzip"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"math"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"tarn/internal/report"
)

// logged is what the reports are counted from: the members of a record that they are about.
type logged struct {
	EventID, EventSource, EventName, ErrorCode string
	EventTime                                  time.Time
	UserIdentity                               struct{ Type, AccountID, UserName, PrincipalID string }
}

// person is who did it, as the reports count people; empty where it is nobody.
func (r logged) person() string {
	u := r.UserIdentity
	switch u.Type {
	case "Root":
		return "root of " + u.AccountID
	case "IAMUser":
		return u.UserName + " of " + u.AccountID
	case "AssumedRole", "FederatedUser":
		_, name, _ := strings.Cut(u.PrincipalID, ":")
		return name
	case "SAMLUser", "WebIdentityUser", "IdentityCenterUser":
		return u.UserName
	}
	return ""
}

// logTexts gives the content of the log files whose paths fit.
func logTexts(t *testing.T, dir string, fits func(path string) bool) []string {
	t.Helper()
	var all []string
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(path, ".gz") || !fits(filepath.ToSlash(path)) {
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
		all = append(all, string(text))
		return err
	})
	if err != nil || len(all) == 0 {
		t.Fatal(len(all), "files", err)
	}
	return all
}

// group counts what is told by a few values.
type group struct {
	n      int
	people map[string]bool
	sums   [4]float64
}

type groups map[string]*group

func (g groups) add(person string, key ...string) *group {
	k := strings.Join(key, "|")
	if g[k] == nil {
		g[k] = &group{people: map[string]bool{}}
	}
	g[k].n++
	if person != "" {
		g[k].people[person] = true
	}
	return g[k]
}

// lines writes each group as a line.
func (g groups) lines(with func(key string, g *group) string) []string {
	var all []string
	for _, k := range slices.Sorted(maps.Keys(g)) {
		all = append(all, k+"|"+with(k, g[k]))
	}
	slices.Sort(all)
	return all
}

// TestReportViews counts what each report says from the log files themselves, by encoding/json and by the places of words, in two zones.
func TestReportViews(t *testing.T) {
	logs, dir := t.TempDir(), filepath.Join(t.TempDir(), "lake")
	for _, args := range [][]string{{"demo", logs, "--logs", "vpcflow,alb", "--events", "2000", "--days", "5"}, {"import", logs, "--workers", "1"}} {
		if code, _, talk := tarn(t.Context(), dir, "", args...); code != exitOK && code != exitIncomplete {
			t.Fatal(args, talk)
		}
	}
	seen := map[string]logged{}
	for _, text := range logTexts(t, logs, func(p string) bool {
		return strings.Contains(p, "/CloudTrail/") || strings.Contains(p, "/CloudTrail-Insight/")
	}) {
		var file struct{ Records []logged }
		if err := json.Unmarshal([]byte(text), &file); err != nil {
			t.Fatal(err)
		}
		for _, r := range file.Records {
			if _, there := seen[r.EventID]; !there { // a forged copy does not take the place of the first
				seen[r.EventID] = r
			}
		}
	}
	var flows, requests [][]string
	for _, text := range logTexts(t, logs, func(p string) bool { return strings.Contains(p, "/vpcflowlogs/") }) {
		for i, line := range strings.Split(strings.TrimSpace(text), "\n") {
			if f := strings.Fields(line); i > 0 {
				flows = append(flows, f)
			}
		}
	}
	word := regexp.MustCompile(`"[^"]*"|\S+`)
	for _, text := range logTexts(t, logs, func(p string) bool { return strings.Contains(p, "_app.") && !strings.Contains(p, "conn_log") }) {
		for line := range strings.Lines(text) {
			requests = append(requests, word.FindAllString(line, -1))
		}
	}
	held := map[string]bool{}
	for _, zoneName := range []string{"Asia/Seoul", "America/New_York"} {
		zone, err := time.LoadLocation(zoneName)
		if err != nil {
			t.Fatal(err)
		}
		if code, _, talk := tarn(t.Context(), dir, "", "view", "reports", "--zone", zoneName); code != exitOK {
			t.Fatal(talk)
		}
		hours, errs, services, days, root, changes, months, everyone := groups{}, groups{}, groups{}, groups{}, groups{}, groups{}, groups{}, groups{}
		change := regexp.MustCompile(`^(CreateUser|AddUserToGroup|CreatePolicyVersion|CreateLoginProfile|CreateAccessKey|(Attach|Put)(User|Role|Group)Policy)$`)
		for _, r := range seen {
			local, p := r.EventTime.In(zone), r.person()
			clock := local.Format("2006-01-02 15:04:05.000")
			hours.add(p, strconv.Itoa(local.Hour()))
			services.add(p, r.EventSource)
			days.add(p, local.Format(time.DateOnly), r.EventSource)
			months.add(p, local.Format("2006-01"))
			everyone.add(p, r.EventID, clock, p)
			if r.ErrorCode != "" {
				errs.add(p, r.ErrorCode, r.EventSource, r.EventName)
			}
			if r.UserIdentity.Type == "Root" {
				root.add(p, clock, r.EventName, r.EventID)
			}
			if r.EventSource == "iam.amazonaws.com" && change.MatchString(r.EventName) {
				changes.add(p, clock, r.EventName, r.EventID)
			}
		}
		average := map[string]*group{}
		for k, g := range days {
			_, service, _ := strings.Cut(k, "|")
			if average[service] == nil {
				average[service] = &group{}
			}
			a := average[service]
			a.n++
			a.sums[0] += float64(len(g.people))
			a.sums[1] += float64(g.n)
		}
		rejected, balancers := groups{}, groups{}
		for _, f := range flows {
			if f[12] == "REJECT" {
				start, _ := strconv.ParseInt(f[10], 10, 64)
				g := rejected.add("", time.Unix(start, 0).In(zone).Format(time.DateOnly), f[1], f[3], f[4], f[6], f[7])
				for i, at := range []int{8, 9} {
					n, _ := strconv.ParseFloat(f[at], 64)
					g.sums[i] += n
				}
			}
		}
		for _, f := range requests {
			client, target := f[3][:strings.LastIndexByte(f[3], ':')], ""
			if i := strings.LastIndexByte(f[4], ':'); i > 0 {
				target = f[4][:i]
			}
			at, err := time.Parse(time.RFC3339Nano, f[1])
			if err != nil {
				t.Fatal(err)
			}
			g := balancers.add("", at.UTC().Format("2006/01/02"), f[2], client, target)
			status, _ := strconv.Atoi(f[8])
			if status >= 500 {
				g.sums[0]++
			} else if status >= 400 {
				g.sums[1]++
			}
			sent, _ := strconv.ParseFloat(f[11], 64)
			g.sums[2] += sent
		}
		usersAndEvents := func(_ string, g *group) string { return fmt.Sprintf("%d|%d", len(g.people), g.n) }
		nothing := func(string, *group) string { return "" }
		float := func(x float64) string { return strconv.FormatFloat(math.Round(x*1e6)/1e6, 'f', -1, 64) }
		for name, c := range map[string]struct {
			sql  string
			want []string
		}{
			"people":                            {"SELECT eventid, local_time, coalesce(person, ''), '' FROM", everyone.lines(nothing)},
			"monthly_users_and_events":          {"SELECT month, users, events FROM", months.lines(usersAndEvents)},
			"daily_users_and_events_by_service": {"SELECT day, eventsource, users, events FROM", days.lines(usersAndEvents)},
			"average_day_by_service": {"SELECT eventsource, round(users_a_day, 6), round(events_a_day, 6), days FROM", groups(average).lines(func(_ string, g *group) string {
				return float(g.sums[0]/float64(g.n)) + "|" + float(g.sums[1]/float64(g.n)) + "|" + strconv.Itoa(g.n)
			})},
			"events_by_hour": {"SELECT hour, users, events FROM", hours.lines(usersAndEvents)},
			"share_by_service": {"SELECT eventsource, events, round(percent, 6) FROM", services.lines(func(_ string, g *group) string {
				return strconv.Itoa(g.n) + "|" + float(100*float64(g.n)/float64(len(seen)))
			})},
			"top_errors":    {"SELECT errorcode, eventsource, eventname, users, events FROM", errs.lines(usersAndEvents)},
			"root_activity": {"SELECT local_time, eventname, eventid, '' FROM", root.lines(nothing)},
			"iam_changes":   {"SELECT local_time, eventname, eventid, '' FROM", changes.lines(nothing)},
			"vpc_rejected_flows": {"SELECT day, account_id, srcaddr, dstaddr, dstport, protocol, flows, packets, bytes FROM", rejected.lines(func(_ string, g *group) string {
				return fmt.Sprintf("%d|%.0f|%.0f", g.n, g.sums[0], g.sums[1])
			})},
			"alb_requests_by_client_and_target": {"SELECT day, elb, client_ip, coalesce(target_ip, ''), requests, server_errors, client_errors, sent_bytes FROM", balancers.lines(func(_ string, g *group) string {
				return fmt.Sprintf("%d|%.0f|%.0f|%.0f", g.n, g.sums[0], g.sums[1], g.sums[2])
			})},
		} {
			held[name] = true
			code, out, talk := tarn(t.Context(), dir, "", "query", c.sql+" reports."+name, "-o", "csv")
			rows, err := csv.NewReader(strings.NewReader(out)).ReadAll()
			if code != exitOK || err != nil || len(rows) < 2 {
				t.Errorf("%s in %s: %d rows, %v %s", name, zoneName, len(rows), err, talk)
				continue
			}
			var got []string
			for _, row := range rows[1:] {
				for i, cell := range row { // 12.0 and 12 are one number
					if x, err := strconv.ParseFloat(cell, 64); err == nil && strings.ContainsAny(cell, ".Ee") {
						row[i] = float(x)
					}
				}
				got = append(got, strings.Join(row, "|"))
			}
			slices.Sort(got)
			if !slices.Equal(got, c.want) {
				t.Errorf("%s in %s: %d lines and %d; the first that differ: %s", name, zoneName, len(got), len(c.want), firstDifference(got, c.want))
			}
		}
	}
	for _, v := range report.Views() {
		if !held[v.Name] {
			t.Errorf("%s is held to nothing", v.Name)
		}
	}
}

func firstDifference(got, want []string) string {
	for i := range max(len(got), len(want)) {
		switch {
		case i >= len(got):
			return "nothing, want " + want[i]
		case i >= len(want):
			return got[i] + ", want nothing"
		case got[i] != want[i]:
			return got[i] + ", want " + want[i]
		}
	}
	return ""
}
