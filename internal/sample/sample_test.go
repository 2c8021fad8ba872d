package sample

import (
	"strings"
	"testing"

	"tarn/internal/decode"
	"tarn/internal/schema"
	"tarn/internal/sql/analyze"
	"tarn/internal/sql/syntax"
)

const store = "01234567-89ab-cdef-0123-456789abcdef"

// tables has one event data store.
type tables struct{}

func (tables) Lookup(parts []string) (*schema.Relation, error) {
	if parts[len(parts)-1] != store {
		return nil, nil
	}
	return &schema.Relation{Catalog: "aws:cloudtrail", Schema: "default", Name: store, Columns: schema.LakeColumns(schema.CloudTrail), Lake: true, Source: "store"}, nil
}
func (tables) Names() []string { return nil }

// Every sample query has a meaning on an event data store.
func TestSamplesHaveAMeaning(t *testing.T) {
	all := CloudTrail()
	if len(all) < 30 {
		t.Errorf("there are %d", len(all))
	}
	names := map[string]bool{}
	for _, q := range all {
		for _, name := range q.Name {
			if names[name] {
				t.Errorf("two are called %s", name)
			}
			names[name] = true
		}
		sql := strings.ReplaceAll(q.SQL, "$EDS_ID", store)
		tree, err := syntax.Parse(sql)
		if err != nil {
			t.Errorf("%s: %v", q.ID, err)
			continue
		}
		s, ok := tree.(*syntax.Query)
		if !ok || sql == q.SQL {
			t.Errorf("%s is no SELECT of a store", q.ID)
			continue
		}
		if _, err := analyze.Analyze(s, tables{}, analyze.Options{Text: sql, Lake: true}); err != nil {
			t.Errorf("%s: %v", q.ID, err)
		}
	}
}

// logs has the table of each log format, under the name of the store that an import makes.
type logs struct{}

func (logs) Lookup(parts []string) (*schema.Relation, error) {
	for _, f := range decode.Formats {
		if f.Store == parts[len(parts)-1] {
			return &schema.Relation{Catalog: "awsdatacatalog", Schema: "default", Name: f.Store, Columns: schema.LogColumns(f.Table), Source: "store"}, nil
		}
	}
	return nil, nil
}
func (logs) Names() []string { return nil }

// Every sample query of a log format has a meaning on the store of its kind, and asks no other.
func TestLogSamplesHaveAMeaning(t *testing.T) {
	all := All()
	if len(all) < 60 {
		t.Errorf("there are %d", len(all))
	}
	for _, q := range all[len(CloudTrail()):] {
		f, ok := decode.ByName(q.Kind)
		if !ok || !strings.Contains(q.SQL, "FROM "+f.Store+"\n") {
			t.Errorf("%s/%s does not ask %s", q.Kind, q.ID, f.Store)
		}
		tree, err := syntax.Parse(q.SQL)
		if err != nil {
			t.Errorf("%s/%s: %v", q.Kind, q.ID, err)
			continue
		}
		if _, err := analyze.Analyze(tree.(*syntax.Query), logs{}, analyze.Options{Text: q.SQL}); err != nil {
			t.Errorf("%s/%s: %v", q.Kind, q.ID, err)
		}
	}
}

func TestSearch(t *testing.T) {
	for phrase, want := range map[string]string{
		"sign-ins of the root user":         "root-signins",
		"access denied":                     "access-denied-by-principal",
		"S3 buckets that were deleted":      "buckets-deleted",
		"which security groups were opened": "security-groups-opened",
		"console login without MFA":         "console-signins-without-mfa",
		"throttling":                        "throttled-calls",
	} {
		hits := Search(CloudTrail(), phrase)
		if len(hits) == 0 || hits[0].ID != want {
			t.Errorf("%s: %+v, want %s", phrase, hits[:min(2, len(hits))], want)
			continue
		}
		for i, h := range hits {
			if h.Relevance <= 0 || h.Relevance > 1 || i > 0 && h.Relevance > hits[i-1].Relevance {
				t.Errorf("%s: %s has the relevance %v", phrase, h.ID, h.Relevance)
			}
		}
	}
	if hits := Search(CloudTrail(), "show me all the"); hits != nil {
		t.Errorf("%v", hits)
	}
}

// TestSearchKnowsAllLanguages: what one looks for in one's own language is found by its words, also where particles follow without a space.
func TestSearchKnowsAllLanguages(t *testing.T) {
	for phrase, want := range map[string]string{"console sign-ins MFA": "console-signins-without-mfa", "콘솔 로그인 MFA": "console-signins-without-mfa", "루트 로그인": "root-signins", "シークレット": "secrets-read", "보안 그룹": "security-group-changes"} {
		hits := Search(All(), phrase)
		if len(hits) == 0 || hits[0].ID != want && hits[1].ID != want {
			t.Errorf("%s finds %d, the first %v", phrase, len(hits), hits[:min(2, len(hits))])
		}
	}
}
