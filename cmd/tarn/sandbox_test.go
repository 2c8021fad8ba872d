package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io/fs"
	"net"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"
	"unicode"

	sdk "github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/athena"
	"github.com/aws/aws-sdk-go-v2/service/athena/types"
	"github.com/aws/aws-sdk-go-v2/service/cloudtrail"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	pq "github.com/parquet-go/parquet-go"
)

// kept is what nobody may read: it stands in files beside the data directory, in the server's environment, and in stores, tables
// and buckets that the key does not reach.
const kept = "k3pt-s3cr3t"

// sandbox is a server, a key that reaches one store and one database of several, and what is around them.
type sandbox struct {
	*testing.T
	dir, outside string
	*serving
	admin, narrow createdKey
	replace       *strings.Replacer // ${…} in attempts
	mask          *strings.Replacer // the other way, in what came of them
	hidden        string            // the ID of the store that the key does not reach
	calls         atomic.Int64      // connections to the network's stand-in
}

// listen stands in for the network: whatever connects to it is counted.
func (s *sandbox) listen() string {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		s.Fatal(err)
	}
	s.Cleanup(func() { l.Close() })
	go func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			s.calls.Add(1)
			c.Close()
		}
	}()
	return l.Addr().String()
}

func (s *sandbox) run(args ...string) string {
	s.Helper()
	code, out, talk := tarn(s.Context(), s.dir, "", args...)
	if code != exitOK {
		s.Fatalf("%v ends with %d: %s%s", args, code, out, talk)
	}
	return out
}

func newSandbox(t *testing.T) *sandbox {
	s := &sandbox{T: t, dir: filepath.Join(t.TempDir(), "lake"), outside: t.TempDir()}
	network := s.listen()
	for _, name := range []string{"AWS_ENDPOINT_URL", "HTTP_PROXY", "HTTPS_PROXY"} {
		t.Setenv(name, "http://"+network)
	}
	for name, value := range map[string]string{"TARN_KEPT": kept, "AWS_ACCESS_KEY_ID": "AKIAEXAMPLE", "AWS_SECRET_ACCESS_KEY": kept, "AWS_REGION": "us-east-1", "AWS_EC2_METADATA_DISABLED": "true"} {
		t.Setenv(name, value)
	}
	s.write("secret.txt", kept+"\n")
	s.write("secret.csv", "a,b\n"+kept+",1\n")
	s.write("secret.json", `{"a":"`+kept+`"}`+"\n")
	type row struct{ A string }
	var file bytes.Buffer
	if err := pq.Write(&file, []row{{kept}}); err != nil {
		t.Fatal(err)
	}
	s.write("secret.parquet", file.String())
	logs := t.TempDir()
	ids := map[string]string{}
	for _, name := range []string{"seen", "hidden"} {
		id := map[string]string{"seen": "one", "hidden": kept}[name]
		path := filepath.Join(logs, name+".json")
		text := strings.Replace(event(id, "2024-05-07T00:00:00Z"), `"E"`, `"In-`+name+`"`, 1)
		os.WriteFile(path, []byte(text), 0o600)
		s.run("store", "create", name)
		s.run("import", path, "--store", name)
		var shown struct{ ID string }
		if err := json.Unmarshal([]byte(s.run("store", "show", name, "-o", "json")), &shown); err != nil {
			t.Fatal(err)
		}
		ids[name] = shown.ID
	}
	s.hidden = ids["hidden"]
	config := "places:\n  - {prefix: 's3://', roles: [admin]}\n  - {prefix: 's3://work/mine', roles: [analyst]}\n  - {prefix: 's3://work/read', roles: [analyst], read_only: true}\n"
	if err := os.WriteFile(filepath.Join(s.dir, "tarn.yaml"), []byte(config), 0o600); err != nil {
		t.Fatal(err)
	}
	for name, k := range map[string]*createdKey{"admin": &s.admin, "narrow": &s.narrow} {
		args := []string{"key", "create", "-o", "json", name, "--role", "admin"}
		if name == "narrow" {
			args = []string{"key", "create", "-o", "json", name, "--role", "analyst", "--store", "seen", "--database", "mine"}
		}
		if err := json.Unmarshal([]byte(s.run(args...)), k); err != nil {
			t.Fatal(err)
		}
	}
	s.serving = up(t, s.dir)
	for _, id := range ids {
		if _, err := s.lakeClient(s.admin).EnableFederation(t.Context(), &cloudtrail.EnableFederationInput{EventDataStore: &id, FederationRoleArn: sdk.String("arn:aws:iam::123456789012:role/f")}); err != nil {
			t.Fatal(err)
		}
	}
	for _, bucket := range []string{"work", "vault"} {
		if _, err := s.s3Client(s.admin).CreateBucket(t.Context(), &s3.CreateBucketInput{Bucket: &bucket}); err != nil {
			t.Fatal(err)
		}
	}
	for key, text := range map[string]string{"vault/secret/a.json": `{"a":"` + kept + `"}`, "work/other/a.json": `{"a":"` + kept + `"}`, "work/minefield/a.json": `{"a":"` + kept + `"}`, "work/read/a.json": `{"a":"read"}`} {
		bucket, name, _ := strings.Cut(key, "/")
		if _, err := s.s3Client(s.admin).PutObject(t.Context(), &s3.PutObjectInput{Bucket: &bucket, Key: &name, Body: strings.NewReader(text)}); err != nil {
			t.Fatal(err)
		}
	}
	for _, sql := range []string{
		"CREATE DATABASE mine LOCATION 's3://work/mine/'", "CREATE DATABASE theirs",
		"CREATE EXTERNAL TABLE theirs.t (a string) ROW FORMAT SERDE 'org.openx.data.jsonserde.JsonSerDe' LOCATION 's3://vault/secret/'",
		"CREATE EXTERNAL TABLE theirs.p (a string) PARTITIONED BY (p string) STORED AS PARQUET LOCATION 's3://vault/p/'",
		"CREATE TABLE theirs.ice WITH (table_type = 'ICEBERG', is_external = false, location = 's3://vault/ice/') AS SELECT '" + kept + "' AS a",
		"CREATE EXTERNAL TABLE mine.t (a string) ROW FORMAT SERDE 'org.openx.data.jsonserde.JsonSerDe' LOCATION 's3://work/read/'",
		"CREATE VIEW mine.across AS SELECT a FROM theirs.t", "CREATE VIEW mine.up AS SELECT eventid FROM " + store(s.hidden), "CREATE VIEW theirs.v AS SELECT a FROM theirs.t",
	} {
		if state, text := s.ask(s.admin, attempt{sql: sql}); state != types.QueryExecutionStateSucceeded {
			t.Fatalf("%s: %s", sql, text)
		}
	}
	names := []string{"lake", s.dir, "outside", s.outside, "logs", logs, "network", network,
		"seen", store(ids["seen"]), "hidden", store(ids["hidden"]), "seen.id", ids["seen"], "hidden.id", ids["hidden"]}
	if found, _ := filepath.Glob(filepath.Join(s.dir, "lake", "*")); len(found) == 0 {
		t.Fatal("the lake has no folders")
	}
	filepath.WalkDir(filepath.Join(s.dir, "lake"), func(path string, d fs.DirEntry, _ error) error {
		if strings.HasSuffix(path, ".parquet") && strings.Contains(path, ids["hidden"]) {
			names = append(names, "file", path)
		}
		return nil
	})
	var there, back []string
	for i := 0; i < len(names); i += 2 {
		there = append(there, "${"+names[i]+"}", names[i+1])
		back = append(back, names[i+1], "${"+names[i]+"}", strings.ToLower(names[i+1]), "${"+names[i]+"}")
	}
	s.replace, s.mask = strings.NewReplacer(there...), strings.NewReplacer(back...)
	return s
}

// store is how Athena calls an event data store.
func store(id string) string { return `"aws:cloudtrail"."` + id + `"` }

func (s *sandbox) write(name, text string) {
	if err := os.WriteFile(filepath.Join(s.outside, name), []byte(text), 0o600); err != nil {
		s.Fatal(err)
	}
}

// attempt is a statement of a limited key, and what came of it.
type attempt struct {
	heading    string
	database   string   // @database: the query's context
	parameters []string // @parameters: what stands for question marks, a text each
	output     string   // @output: where the result is to go
	lake       bool     // @lake: through CloudTrail's API, and not through Athena's
	sql, came  string
	follows    bool // it goes on where the one before ended
}

// ask runs a statement through Athena's API and gives its rows, or why it failed.
func (s *sandbox) ask(k createdKey, a attempt) (types.QueryExecutionState, string) {
	s.Helper()
	ctx, cancel := context.WithTimeout(s.Context(), time.Minute)
	defer cancel()
	if a.lake {
		rows, err := askLake(ctx, s.lakeClient(k), a.sql)
		if err != nil {
			return types.QueryExecutionStateFailed, err.Error()
		}
		return types.QueryExecutionStateSucceeded, strings.Join(rows, "; ")
	}
	c := s.athenaClient(k)
	in := &athena.StartQueryExecutionInput{QueryString: &a.sql, ExecutionParameters: a.parameters}
	if a.database != "" {
		in.QueryExecutionContext = &types.QueryExecutionContext{Database: &a.database}
	}
	if a.output != "" {
		in.ResultConfiguration = &types.ResultConfiguration{OutputLocation: &a.output}
	}
	begun, err := c.StartQueryExecution(ctx, in)
	if err != nil {
		return types.QueryExecutionStateFailed, err.Error()
	}
	x, err := endOf(ctx, c, begun.QueryExecutionId)
	if err != nil {
		s.Fatalf("%s: %v", a.sql, err)
	}
	if x.Status.State != types.QueryExecutionStateSucceeded {
		return x.Status.State, sdk.ToString(x.Status.StateChangeReason)
	}
	r, err := c.GetQueryResults(ctx, &athena.GetQueryResultsInput{QueryExecutionId: begun.QueryExecutionId})
	if err != nil {
		s.Fatalf("%s: %v", a.sql, err)
	}
	var rows []string
	for i, row := range r.ResultSet.Rows {
		if i == 0 && len(row.Data) > 0 && x.StatementType == types.StatementTypeDml {
			continue // the names of the columns
		}
		var cells []string
		for _, cell := range row.Data {
			cells = append(cells, sdk.ToString(cell.VarCharValue))
		}
		rows = append(rows, strings.Join(cells, " | "))
	}
	return x.Status.State, strings.Join(rows, "; ")
}

// changing is what differs from run to run in what comes of attempts.
var changing = regexp.MustCompile(`https response error StatusCode: \d+, RequestID: \S+, |operation error \w+: \w+, |[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|\d+(\.\d+)? ?ms\b|\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d+)?( UTC)?|\d{8}_\d{6}_[0-9a-z-]+|\d{17,}`)

// place is a place in a statement, which is another one where ${…} stands in it.
var place = regexp.MustCompile(`line \d+:\d+`)

// came is how the files record what came of an attempt.
func (s *sandbox) came(state types.QueryExecutionState, text string, moved bool) string {
	if moved {
		text = place.ReplaceAllString(text, "line …")
	}
	text = changing.ReplaceAllStringFunc(s.mask.Replace(text), func(found string) string {
		switch {
		case strings.Contains(found, "error"):
			return ""
		case strings.HasSuffix(found, "ms"):
			return "0 ms"
		}
		return "…"
	})
	text = strings.Map(func(c rune) rune {
		if !unicode.IsPrint(c) {
			return '�'
		}
		return c
	}, strings.ReplaceAll(text, "\n", "; "))
	text, _, _ = strings.Cut(text, ". Expecting: ")
	if len(text) > 200 {
		text = strings.ToValidUTF8(text[:200], "") + "…"
	}
	if state == types.QueryExecutionStateSucceeded {
		return strings.TrimRight("answered: "+text, " ")
	}
	return "refused: " + text
}

// readAttempts reads a file of attempts. An empty line ends an attempt; a line of # begins a part; those of @ say what comes with
// the statement; => begins what came of it, and what follows without an empty line goes on from there. A statement that begins
// with a quotation mark is a JSON text.
func readAttempts(t *testing.T, path string) (list []attempt) {
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var a attempt
	for i, line := range strings.Split(string(text), "\n") {
		switch {
		case strings.HasPrefix(line, "#"):
			a.heading += line + "\n"
		case strings.HasPrefix(line, "@database "):
			a.database = line[len("@database "):]
		case strings.HasPrefix(line, "@parameters "):
			a.parameters = strings.Split(line[len("@parameters "):], " ; ")
		case strings.HasPrefix(line, "@output "):
			a.output = line[len("@output "):]
		case line == "@lake":
			a.lake = true
		case strings.HasPrefix(line, "=> "):
			a.came = line[len("=> "):]
			list = append(list, a)
			a = attempt{follows: true}
		case line != "" && a.sql == "":
			a.sql = line
		case line != "":
			a.sql += "\n" + line
		case a.sql != "":
			list = append(list, a)
			a = attempt{}
		default:
			a.follows = false
		}
		if line != "" && i == len(text)-1 {
			t.Fatalf("%s does not end with an empty line", path)
		}
	}
	return list
}

func writeAttempts(list []attempt) string {
	var b strings.Builder
	for i, a := range list {
		if i > 0 && !a.follows {
			b.WriteString("\n")
		}
		b.WriteString(a.heading)
		if a.database != "" {
			fmt.Fprintf(&b, "@database %s\n", a.database)
		}
		if len(a.parameters) > 0 {
			fmt.Fprintf(&b, "@parameters %s\n", strings.Join(a.parameters, " ; "))
		}
		if a.output != "" {
			fmt.Fprintf(&b, "@output %s\n", a.output)
		}
		if a.lake {
			b.WriteString("@lake\n")
		}
		fmt.Fprintf(&b, "%s\n=> %s\n", a.sql, a.came)
	}
	return b.String()
}

// state is all that attempts might change, but for what they may: files around the data directory and in it, buckets of others,
// tables and stores of others.
func (s *sandbox) state() string {
	var b strings.Builder
	for _, root := range []string{s.outside, s.dir} {
		filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
			rel, _ := filepath.Rel(s.dir, path)
			if root == s.dir {
				switch top, _, _ := strings.Cut(rel, "/"); top {
				case "results", "audit", "tmp", "objects", "state.db", "state.db-wal", "state.db-shm", "lake", "converted", "index":
					if d.IsDir() {
						return filepath.SkipDir
					}
					return nil
				}
			}
			if info, err := d.Info(); err == nil && !d.IsDir() {
				fmt.Fprintln(&b, s.mask.Replace(path), info.Size(), info.ModTime().UnixNano())
			}
			return nil
		})
	}
	for _, bucket := range []string{"vault", "work"} {
		objects, err := s.s3Client(s.admin).ListObjectsV2(s.Context(), &s3.ListObjectsV2Input{Bucket: &bucket})
		if err != nil {
			s.Fatal(err)
		}
		for _, o := range objects.Contents {
			if bucket == "vault" || !strings.HasPrefix(*o.Key, "mine/") {
				fmt.Fprintln(&b, bucket, *o.Key, *o.ETag, *o.Size)
			}
		}
	}
	for _, sql := range []string{
		"SHOW DATABASES", "SHOW TABLES IN theirs", "SHOW VIEWS IN theirs", "SHOW CREATE TABLE theirs.t", "SHOW CREATE TABLE theirs.p", "SHOW PARTITIONS theirs.p", "SELECT a FROM theirs.ice", `SELECT count(*) FROM "theirs"."ice$snapshots"`,
		"SHOW CREATE VIEW theirs.v", "SHOW CREATE VIEW mine.across",
	} {
		_, text := s.ask(s.admin, attempt{sql: sql})
		fmt.Fprintln(&b, sql, text)
	}
	stores, err := s.lakeClient(s.admin).ListEventDataStores(s.Context(), &cloudtrail.ListEventDataStoresInput{})
	if err != nil {
		s.Fatal(err)
	}
	for _, store := range stores.EventDataStores {
		fmt.Fprintln(&b, *store.Name)
	}
	for _, sql := range []string{"SELECT count(*) FROM " + s.hidden, "SELECT eventID FROM " + s.hidden} {
		_, text := s.ask(s.admin, attempt{sql: sql, lake: true})
		fmt.Fprintln(&b, text)
	}
	return b.String()
}

// TestSandbox has a limited key try what testdata/sandbox has, through the server, and reads what came of it there. Whatever is
// recorded, none of it tells what is kept, reaches the network, or leaves anything changed that is not the key's.
func TestSandbox(t *testing.T) {
	s := newSandbox(t)
	before := s.state()
	if !strings.Contains(before, kept) || s.calls.Load() > 0 {
		t.Fatalf("an admin's key sees what is kept, and nothing is called yet: %d calls\n%s", s.calls.Load(), before)
	}
	paths, err := filepath.Glob("testdata/sandbox/*.txt")
	if err != nil || len(paths) == 0 {
		t.Fatal(paths, err)
	}
	distinct := map[string]bool{}
	for _, path := range paths {
		list := readAttempts(t, path)
		for i, a := range list {
			asked := a
			if strings.HasPrefix(a.sql, `"`) {
				if err := json.Unmarshal([]byte(a.sql), &asked.sql); err != nil {
					t.Fatalf("%s: %v", a.sql, err)
				}
			}
			key := strings.Join(append(append([]string{a.sql, a.database, a.output}, a.parameters...), fmt.Sprint(a.lake)), "\x00")
			if distinct[key] && !a.follows {
				t.Errorf("%s is there twice", a.sql)
			}
			distinct[key] = true
			asked.sql, asked.output = s.replace.Replace(asked.sql), s.replace.Replace(asked.output)
			calls := s.calls.Load()
			state, text := s.ask(s.narrow, asked)
			if strings.Contains(text, kept) && !strings.Contains(asked.sql, kept) {
				t.Errorf("%s\ntells what is kept: %s", a.sql, text)
			}
			if n := s.calls.Load() - calls; n > 0 {
				t.Errorf("%s\nreached the network %d times", a.sql, n)
			}
			came := s.came(state, text, strings.Contains(a.sql, "${"))
			if *rewrite {
				list[i].came = came
			} else if came != a.came {
				t.Errorf("%s\n%s\nrecorded is\n%s", a.sql, came, a.came)
			}
		}
		if *rewrite {
			if err := os.WriteFile(path, []byte(writeAttempts(list)), 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
	if n := len(distinct); n < 200 {
		t.Errorf("there are %d attempts; at least 200 are meant to be", n)
	}
	t.Logf("%d attempts", len(distinct))
	if after := s.state(); after != before {
		was, is := strings.Split(before, "\n"), strings.Split(after, "\n")
		for _, line := range is {
			if !slices.Contains(was, line) {
				t.Errorf("is now: %s", line)
			}
		}
		for _, line := range was {
			if !slices.Contains(is, line) {
				t.Errorf("was: %s", line)
			}
		}
	}
	if s.calls.Load() > 0 {
		t.Errorf("the network was reached %d times", s.calls.Load())
	}
}
