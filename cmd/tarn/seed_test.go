package main

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"
)

// TestSeed runs an article's boto3 script and aws-cli commands for CloudTrail Lake as they are printed.
func TestSeed(t *testing.T) {
	article := filepath.Join("..", "..", "..", "shared", "seeds", "001_27426b77a0fe4fbc.txt")
	if _, err := os.Stat(article); err != nil {
		t.Skip("there is no ../shared/seeds beside the checkout: ", err)
	}
	if out, err := exec.Command("python3", "-c", "import boto3").CombinedOutput(); err != nil {
		t.Skipf("python3 has no boto3: %s", out)
	}
	if _, err := exec.LookPath("aws"); err != nil {
		t.Skip("the aws-cli is not installed: ", err)
	}
	logs, dir := filepath.Join(t.TempDir(), "logs"), filepath.Join(t.TempDir(), "lake")
	tomorrow := time.Now().UTC().AddDate(0, 0, 1).Format(time.DateOnly)
	for _, args := range [][]string{{"demo", logs, "--logs", "none", "--events", "2000", "--days", "5", "--end", tomorrow}, {"import", logs}} {
		if code, _, talk := tarn(t.Context(), dir, "", args...); code != exitOK && code != exitIncomplete {
			t.Fatal(args, talk)
		}
	}
	var k createdKey
	code, out, talk := tarn(t.Context(), dir, "", "key", "create", "-o", "json", "--role", "analyst", "monitor")
	if err := json.Unmarshal([]byte(out), &k); code != exitOK || err != nil {
		t.Fatal(talk, err)
	}
	s := up(t, dir)
	cmd := exec.Command("python3", filepath.Join("..", "..", "scripts", "seed.py"), article)
	cmd.Env = append(os.Environ(), "AWS_ENDPOINT_URL="+s.aws, "AWS_ACCESS_KEY_ID="+k.ID, "AWS_SECRET_ACCESS_KEY="+k.Secret, "AWS_DEFAULT_REGION=us-east-1")
	text, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("%v: %s", err, text)
	}
	t.Logf("%s", text)
}
