package source

import (
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

var rewrite = flag.Bool("rewrite", false, "write the policies of the test anew")

// TestPolicy compares with testdata; no policy allows anything but reading.
func TestPolicy(t *testing.T) {
	key := "arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab"
	for name, c := range map[string]struct {
		uri string
		o   PolicyOptions
	}{
		"bucket":  {"s3://logs", PolicyOptions{}},
		"prefix":  {"s3://logs/team $1/AWSLogs/", PolicyOptions{KMSKeys: []string{key}, Versions: true}},
		"object":  {"s3://logs/AWSLogs/x.json.gz", PolicyOptions{Region: "cn-north-1"}},
		"noslash": {"s3://logs/AWSLogs", PolicyOptions{}},
	} {
		text, err := Policy(c.uri, c.o)
		if err != nil {
			t.Fatal(err)
		}
		path := filepath.Join("testdata", "policy", name+".json")
		if *rewrite {
			if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		want, _ := os.ReadFile(path)
		if text != string(want) {
			t.Errorf("%s: got\n%s\nwant\n%s", name, text, want)
		}
		var p struct {
			Statement []struct {
				Effect   string
				Action   []string
				Resource []string
			}
		}
		if err := json.Unmarshal([]byte(text), &p); err != nil {
			t.Fatal(err)
		}
		allowed := map[string]bool{"s3:ListBucket": true, "s3:GetObject": true, "s3:GetObjectVersion": true, "kms:Decrypt": true}
		for _, s := range p.Statement {
			for _, action := range s.Action {
				if !allowed[action] || s.Effect != "Allow" {
					t.Errorf("%s: %s %s", name, s.Effect, action)
				}
			}
			for _, r := range s.Resource {
				if r == "*" || !strings.HasPrefix(r, "arn:") {
					t.Errorf("%s: resource %s", name, r)
				}
			}
		}
	}
	for _, uri := range []string{"/var/log", "s3://", ""} {
		if _, err := Policy(uri, PolicyOptions{}); err == nil {
			t.Errorf("%q has a policy", uri)
		}
	}
	if _, err := Policy("s3://logs", PolicyOptions{KMSKeys: []string{"arn:aws:kms:eu-west-1:111122223333:alias/logs"}}); err == nil {
		t.Error("a key's alias stands in a policy")
	}
}
