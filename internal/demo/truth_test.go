package demo

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"maps"
	"reflect"
	"strings"
	"testing"
	"time"
)

// delivered is a record as an independent reader sees it.
type delivered struct {
	key  string
	text json.RawMessage

	EventVersion, EventTime, EventSource, EventName, AwsRegion, SourceIPAddress string
	UserAgent, ErrorCode, ErrorMessage, EventID, EventType, EventCategory       string
	RecipientAccountID                                                          string `json:"recipientAccountId"`
	SharedEventID                                                               string
	UserIdentity                                                                struct {
		Type, PrincipalID, Arn, AccountID, AccessKeyID, UserName string
	}
	RequestParameters, ResponseElements json.RawMessage
}

func (d *delivered) time(t *testing.T) time.Time {
	at, err := time.Parse(time.RFC3339, d.EventTime)
	if err != nil {
		t.Fatal(err)
	}
	return at
}

var recordsOf = map[string][]delivered{}

// records reads the default demonstration's files of a kind, in order of key.
func records(t *testing.T, kind string) (all []delivered) {
	t.Helper()
	if all, done := recordsOf[kind]; done {
		return all
	}
	dir, _ := written()
	for _, key := range keysBelow(t, dir) {
		if key == TruthFile || logKind(key) != kind {
			continue
		}
		var file struct{ Records []json.RawMessage }
		if err := json.Unmarshal(unpack(t, dir, key), &file); err != nil {
			t.Fatalf("%s: %v", key, err)
		}
		for _, text := range file.Records {
			d := delivered{key: key, text: text}
			if err := json.Unmarshal(text, &d); err != nil {
				t.Fatalf("%s: %v", key, err)
			}
			all = append(all, d)
		}
	}
	recordsOf[kind] = all
	return all
}

func TestTruthEqualsACount(t *testing.T) {
	_, truth := written()
	got := &Truth{ByDay: map[string]int{}, ByAccount: map[string]int{}, ByEvent: map[string]int{}, ByError: map[string]int{}}
	seen := map[string]json.RawMessage{}
	for _, r := range records(t, "CloudTrail") {
		got.Records++
		day := r.EventTime[:10]
		if !strings.Contains(r.key, strings.ReplaceAll(day, "-", "/")) {
			got.Misplaced++
		}
		if first, again := seen[r.EventID]; again {
			if bytes.Equal(first, r.text) {
				got.Duplicates++
			} else {
				got.Conflicts++
			}
			continue
		}
		seen[r.EventID] = r.text
		got.Events++
		got.ByDay[day]++
		got.ByAccount[r.RecipientAccountID]++
		got.ByEvent[r.EventName]++
		if r.ErrorCode != "" {
			got.ByError[r.ErrorCode]++
		}
		got.NewestEvent = max(got.NewestEvent, r.EventTime)
		if got.OldestEvent == "" || r.EventTime < got.OldestEvent {
			got.OldestEvent = r.EventTime
		}
	}
	type counts struct {
		events, records, duplicates, conflicts, misplaced int
		oldest, newest                                    string
	}
	of := func(t *Truth) counts {
		return counts{t.Events, t.Records, t.Duplicates, t.Conflicts, t.Misplaced, t.OldestEvent, t.NewestEvent}
	}
	if of(got) != of(truth) {
		t.Errorf("counted %+v, truth %+v", of(got), of(truth))
	}
	for name, pair := range map[string][2]map[string]int{
		"day": {got.ByDay, truth.ByDay}, "account": {got.ByAccount, truth.ByAccount}, "event": {got.ByEvent, truth.ByEvent}, "error": {got.ByError, truth.ByError},
	} {
		if !maps.Equal(pair[0], pair[1]) {
			t.Errorf("by %s: counted %v, truth %v", name, pair[0], pair[1])
		}
	}
	if truth.Duplicates < 1000 || truth.Conflicts != 1 || truth.Misplaced < 10 {
		t.Errorf("too little to find: %+v", of(truth))
	}
}

func TestRecordsHaveTheirMembers(t *testing.T) {
	sources, calls, keys, identities, versions := map[string]bool{}, map[string]bool{}, map[string]int{}, map[string]bool{}, map[string]bool{}
	for _, r := range records(t, "CloudTrail") {
		if r.EventVersion == "" || r.EventSource == "" || r.EventName == "" || r.AwsRegion == "" || r.SourceIPAddress == "" ||
			r.EventType == "" || r.EventCategory == "" || r.RecipientAccountID == "" || len(r.EventID) != 36 {
			t.Fatalf("%s: a member is missing: %s", r.key, r.text)
		}
		if r.EventCategory != "NetworkActivity" && (r.UserAgent == "" || len(r.RequestParameters) == 0 || len(r.ResponseElements) == 0) {
			t.Fatalf("%s: a member is missing: %s", r.key, r.text)
		}
		if r.ErrorCode != "" && r.EventCategory != "NetworkActivity" && string(r.ResponseElements) != "null" {
			t.Fatalf("%s: a failed call has a response: %s", r.key, r.text)
		}
		if !strings.Contains(r.key, "/"+r.RecipientAccountID+"/") {
			t.Fatalf("%s: another account's record: %s", r.key, r.text)
		}
		sources[r.EventSource], calls[r.EventSource+r.EventName] = true, true
		identities[r.UserIdentity.Type], versions[r.EventVersion] = true, true
		if k := r.UserIdentity.AccessKeyID; k != "" {
			keys[k]++
			if len(k) != 20 {
				t.Fatalf("%s: access key %q", r.key, k)
			}
		}
	}
	if len(sources) < 22 || len(calls) < 60 || len(keys) < 500 || len(versions) < 4 {
		t.Errorf("%d sources, %d calls, %d keys, %d versions", len(sources), len(calls), len(keys), len(versions))
	}
	for _, kind := range []string{"Root", "IAMUser", "AssumedRole", "FederatedUser", "AWSAccount", "AWSService", "SAMLUser", "WebIdentityUser", "IdentityCenterUser"} {
		if !identities[kind] {
			t.Errorf("no identity of type %s", kind)
		}
	}
}

func TestDigestsHoldTrueHashes(t *testing.T) {
	dir, truth := written()
	logs := 0
	for _, key := range keysBelow(t, dir) {
		if key == TruthFile || logKind(key) != "CloudTrail-Digest" {
			continue
		}
		var d digest
		if err := json.Unmarshal(unpack(t, dir, key), &d); err != nil {
			t.Fatal(err)
		}
		if d.Object != key || d.Start >= d.End {
			t.Errorf("%s calls itself %s, from %s to %s", key, d.Object, d.Start, d.End)
		}
		logs += len(d.Files)
		for _, f := range d.Files {
			checkHash(t, dir, f.Object, f.Hash)
		}
		if d.PreviousObject != nil {
			checkHash(t, dir, *d.PreviousObject, *d.PreviousHash)
		}
	}
	second := 0
	for _, key := range keysBelow(t, dir) {
		if strings.HasPrefix(key, secondPrefix) {
			second++
		}
	}
	if logs+second != truth.LogFiles {
		t.Errorf("digests name %d files, the second trail has %d, of %d", logs, second, truth.LogFiles)
	}
}

func checkHash(t *testing.T, dir, key, want string) {
	t.Helper()
	if sum := sha256.Sum256(unpack(t, dir, key)); hex.EncodeToString(sum[:]) != want {
		t.Errorf("%s does not have the hash %s", key, want)
	}
}

func TestReadTruthGivesWhatWriteReturned(t *testing.T) {
	dir, truth := written()
	again, err := ReadTruth(dir)
	if err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(truth, again) {
		t.Error("the file differs from what Write returned")
	}
}
