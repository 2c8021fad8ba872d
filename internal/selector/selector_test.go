package selector

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// event is an event as JSON.
type event map[string]any

func (e event) Text(field string) (string, bool) {
	at := map[string]any(e)
	parts := strings.Split(field, ".")
	for _, p := range parts[:len(parts)-1] {
		at, _ = at[p].(map[string]any)
	}
	switch v := at[parts[len(parts)-1]].(type) {
	case string:
		return v, true
	case bool:
		return map[bool]string{true: "true", false: "false"}[v], true
	}
	return "", false
}

func (e event) Resources(yield func(kind, arn string) bool) {
	list, _ := e["resources"].([]any)
	for _, r := range list {
		m, _ := r.(map[string]any)
		kind, _ := m["type"].(string)
		arn, _ := m["ARN"].(string)
		if arn == "" {
			arn, _ = m["ARNPrefix"].(string)
		}
		if !yield(kind, arn) {
			return
		}
	}
}

// TestMatching reads testdata/*.txt: selectors as JSON, a line of dashes, then events, each with + or - before it: whether it is
// taken.
func TestMatching(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatal("no test data", err)
	}
	for _, f := range files {
		t.Run(strings.TrimSuffix(filepath.Base(f), ".txt"), func(t *testing.T) {
			text, err := os.ReadFile(f)
			if err != nil {
				t.Fatal(err)
			}
			head, tail, _ := strings.Cut(string(text), "\n---\n")
			s, err := Parse([]byte(head))
			if err != nil {
				t.Fatal(err)
			}
			m := s.Matcher(Scope{})
			for _, line := range strings.Split(strings.TrimSpace(tail), "\n") {
				if line == "" || line[0] == '#' {
					continue
				}
				var e event
				if err := json.Unmarshal([]byte(line[1:]), &e); err != nil {
					t.Fatalf("%s: %v", line, err)
				}
				if got := m.Match(e); got != (line[0] == '+') {
					t.Errorf("%v for %s", got, line)
				}
			}
		})
	}
}

func TestAScopeLimits(t *testing.T) {
	m := Selectors(nil).Matcher(Scope{Region: "eu-west-1", Account: "111111111111"})
	for _, c := range []struct {
		event string
		want  bool
	}{
		{`{"awsRegion":"eu-west-1","recipientAccountId":"111111111111"}`, true},
		{`{"awsRegion":"eu-west-1","recipientAccountId":"222222222222","userIdentity":{"accountId":"111111111111"}}`, false},
		{`{"awsRegion":"eu-west-1","userIdentity":{"accountId":"111111111111"}}`, true},
		{`{"awsRegion":"us-east-1","recipientAccountId":"111111111111"}`, false},
	} {
		var e event
		if err := json.Unmarshal([]byte(c.event), &e); err != nil {
			t.Fatal(err)
		}
		if m.Match(e) != c.want {
			t.Errorf("%s: not %v", c.event, c.want)
		}
	}
	if Selectors(nil).Matcher(Scope{}) != nil {
		t.Error("a store without selectors asks of every event")
	}
}

func TestWhatTheAPIRefuses(t *testing.T) {
	management := `{"Field":"eventCategory","Equals":["Management"]}`
	data := `{"Field":"eventCategory","Equals":["Data"]}`
	network := `{"Field":"eventCategory","Equals":["NetworkActivity"]}`
	many := `"` + strings.Repeat(`x","`, 501) + `x"`
	for _, c := range []struct{ fields, why string }{
		{`{"Field":"eventName","Equals":["X"]}`, "eventCategory is required"},
		{`{"Field":"eventCategory","NotEquals":["Data"]}`, "eventCategory is required"},
		{`{"Field":"eventCategory","Equals":["Things"]}`, "must equal one of"},
		{management + `,{"Field":"resources.type","Equals":["AWS::S3::Object"]}`, `"resources.type" is not supported for events of the category Management`},
		{management + `,{"Field":"errorCode","Equals":["VpceAccessDenied"]}`, "not supported"},
		{management + `,{"Field":"readOnly","Equals":["yes"]}`, "takes the value true or false"},
		{management + `,{"Field":"readOnly","NotEquals":["true"]}`, "takes the operator Equals, not NotEquals"},
		{management + `,{"Field":"readOnly","Equals":["true","false"]}`, "takes one value"},
		{management + `,{"Field":"eventName"}`, "has no operator"},
		{management + `,{"Field":"eventName","Equals":[]}`, "has no value for Equals"},
		{management + `,{"Field":"eventName","Equals":[""]}`, "1 to 2048"},
		{management + `,{"Field":"eventName","Equals":["A"]},{"Field":"eventName","Equals":["B"]}`, "twice"},
		{management + `,{"Field":"sessionCredentialFromConsole","Equals":["false"]}`, "takes the value true"},
		{data, "resources.type is required"},
		{data + `,{"Field":"resources.type","Equals":["AWS::S3::Object","AWS::Lambda::Function"]}`, "takes one value"},
		{data + `,{"Field":"resources.type","Equals":["S3"]}`, "a type as in AWS::S3::Object"},
		{data + `,{"Field":"resources.type","StartsWith":["AWS::S3"]}`, "takes the operator Equals"},
		{network, "eventSource is required"},
		{network + `,{"Field":"eventSource","Equals":["kms.amazonaws.com"]},{"Field":"errorCode","Equals":["AccessDenied"]}`, "VpceAccessDenied"},
		{`{"Field":"eventCategory","Equals":["ActivityAuditLog"]},{"Field":"eventName","Equals":["X"]}`, "not supported for events of the category ActivityAuditLog"},
		{management + `,{"Field":"eventName","Equals":[` + many + `]}`, "at most 500"},
	} {
		_, err := Parse([]byte(`[{"FieldSelectors":[` + c.fields + `]}]`))
		if err == nil || !strings.Contains(err.Error(), c.why) {
			t.Errorf("%.100s: %v, not %q", c.fields, err, c.why)
		}
	}
	six := strings.Repeat(`{"FieldSelectors":[`+management+`]},`, 6)
	if _, err := Parse([]byte(`[` + strings.TrimSuffix(six, ",") + `]`)); err == nil {
		t.Error("six selectors are taken")
	}
	if _, err := Parse([]byte(`[{"FieldSelector":[]}]`)); err == nil {
		t.Error("a misspelt member is taken")
	}
}
