package main

import (
	"crypto/tls"
	"crypto/x509"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/service/cloudtrail"
)

// TestTheFirstKey is printed once, where only this machine can ask, and is an admin's.
func TestTheFirstKey(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "lake")
	s := up(t, dir)
	said := strings.Join(s.said, "\n")
	k := createdKey{}
	for name, into := range map[string]*string{"aws_access_key_id": &k.ID, "aws_secret_access_key": &k.Secret} {
		m := regexp.MustCompile("aws configure set " + name + ` (\S+) --profile tarn`).FindStringSubmatch(said)
		if m == nil {
			t.Fatalf("no %s in: %s", name, said)
		}
		*into = m[1]
	}
	if !strings.Contains(said, "aws configure set endpoint_url "+s.aws+" --profile tarn") {
		t.Errorf("no address in: %s", said)
	}
	name := "made"
	if _, err := s.lakeClient(k).CreateEventDataStore(t.Context(), &cloudtrail.CreateEventDataStoreInput{Name: &name}); err != nil {
		t.Error(err)
	}
	s.end(t)
	again := up(t, dir)
	if said := strings.Join(again.said, "\n"); strings.Contains(said, "aws configure") {
		t.Errorf("a key is printed again: %s", said)
	}
	if _, err := again.lakeClient(k).ListEventDataStores(t.Context(), nil); err != nil {
		t.Errorf("the key after a restart: %v", err)
	}
	again.end(t)
}

// TestAddressesThatOthersReach need TLS and a key.
func TestAddressesThatOthersReach(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "lake")
	for _, c := range []struct {
		flags, want string
		code        int
	}{
		{"--listen 0.0.0.0:0", "0.0.0.0:0 can be reached from other machines, which needs TLS", exitUsage},
		{"--console [::]:0", "[::]:0 can be reached from other machines, which needs TLS", exitUsage},
		{"--listen 0.0.0.0:0 --plain-http", "there is no key yet, so that nobody could ask", exitFailed},
		{"--listen 0.0.0.0:0 --tls-self-signed", "there is no key yet, so that nobody could ask", exitFailed},
		{"--tls-cert a.pem", "--tls-cert and --tls-key go together", exitUsage},
		{"--tls-cert a.pem --tls-key b.pem", "the certificate cannot be used", exitFailed},
	} {
		flags := append([]string{"up", "--listen", "127.0.0.1:0", "--console", "127.0.0.1:0"}, strings.Fields(c.flags)...)
		if code, out, talk := tarn(t.Context(), dir, "", flags...); code != c.code || !strings.Contains(talk, c.want) || strings.Contains(out, "secret") {
			t.Errorf("%s: %d %s %s", c.flags, code, out, talk)
		}
	}
	if code, _, talk := tarn(t.Context(), dir, "", "key", "create", "one"); code != exitOK {
		t.Fatal(talk)
	}
	s := up(t, dir, "--listen", "0.0.0.0:0", "--tls-self-signed")
	if !strings.HasPrefix(s.aws, "https://") {
		t.Errorf("it is at %s", s.aws)
	}
	s.end(t)
}

// TestTLS is served with a certificate of the user's, or with one that Tarn makes once and clients are told to trust.
func TestTLS(t *testing.T) {
	dir, own := filepath.Join(t.TempDir(), "lake"), filepath.Join(t.TempDir(), "own")
	_, out, talk := tarn(t.Context(), dir, "", "key", "create", "-o", "json", "one", "--role", "admin")
	k := created(t, out, talk)
	// A certificate of another authority's, in PEM, as a user has one.
	if _, err := selfSigned(own, []string{"127.0.0.1:0"}); err != nil {
		t.Fatal(err)
	}
	made := filepath.Join(dir, "tls", "cert.pem")
	for _, c := range []struct {
		name, trusted string
		flags         []string
	}{
		{"files", filepath.Join(own, "cert.pem"), []string{"--tls-cert", filepath.Join(own, "cert.pem"), "--tls-key", filepath.Join(own, "key.pem")}},
		{"self-signed", made, []string{"--tls-self-signed"}},
		{"self-signed, again", made, []string{"--tls-self-signed"}},
	} {
		before, _ := os.ReadFile(made)
		s := up(t, dir, c.flags...)
		client := s.lakeClient(k)
		if _, err := client.ListEventDataStores(t.Context(), nil); err == nil || !strings.Contains(err.Error(), "certificate") {
			t.Errorf("%s: a client that trusts nobody: %v", c.name, err)
		}
		roots := x509.NewCertPool()
		pem, err := os.ReadFile(c.trusted)
		if err != nil || !roots.AppendCertsFromPEM(pem) {
			t.Fatal(err)
		}
		trusting := &http.Client{Transport: &http.Transport{TLSClientConfig: &tls.Config{RootCAs: roots}}}
		if _, err := client.ListEventDataStores(t.Context(), nil, func(o *cloudtrail.Options) { o.HTTPClient = trusting }); err != nil {
			t.Errorf("%s: %v", c.name, err)
		}
		r, err := trusting.Get(strings.TrimSuffix(s.url, "/iceberg") + "/readyz")
		if err != nil || r.StatusCode != http.StatusOK || r.TLS.Version < tls.VersionTLS12 {
			t.Errorf("%s: the console: %v %v", c.name, r, err)
		}
		old := &http.Client{Transport: &http.Transport{TLSClientConfig: &tls.Config{RootCAs: roots, MaxVersion: tls.VersionTLS11}}}
		if _, err := old.Get(s.aws); err == nil {
			t.Errorf("%s: TLS 1.1 is spoken", c.name)
		}
		if after, _ := os.ReadFile(made); len(before) > 0 && string(after) != string(before) {
			t.Errorf("%s: the certificate was made anew", c.name)
		}
		s.end(t)
	}
	rows := ask(t, dir, `SELECT DISTINCT tlsDetails.tlsVersion FROM "tarn-audit" WHERE eventSource = 'cloudtrail.amazonaws.com'`)
	if rows != "TLSv1.3" {
		t.Errorf("the record of calls has %q", rows)
	}
}
