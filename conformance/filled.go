package main

import (
	"bytes"
	"context"
	"embed"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"time"

	"tarn/internal/catalog"
	"tarn/internal/demo"
	"tarn/internal/hive"
	"tarn/internal/objects"
	"tarn/internal/query"
	"tarn/internal/sql/syntax"
	"tarn/internal/sql/trinotime"
)

// samples are which files of the demonstration's logs a table of the corpus is about, by the corpus' name of the log.
var samples = map[string]*regexp.Regexp{
	"cloudtrail": regexp.MustCompile(`/CloudTrail/.*\.json\.gz$`), "alb": regexp.MustCompile(`/\d+_elasticloadbalancing_.*_app\.`), "clb": regexp.MustCompile(`_elasticloadbalancing_[a-z0-9-]+_miru-legacy_`),
	"nlb": regexp.MustCompile(`_elasticloadbalancing_.*_net\.`), "vpc-flow": regexp.MustCompile(`_vpcflowlogs_`), "cloudfront": regexp.MustCompile(`^cloudfront-logs/`), "s3-access": regexp.MustCompile(`^s3-access-logs/`),
	"guardduty/securityhub": regexp.MustCompile(`/GuardDuty/`), "config": regexp.MustCompile(`_ConfigSnapshot_`), "waf": regexp.MustCompile(`WAFLogs`), "route53-dns": regexp.MustCompile(`vpcdnsquerylogs`),
}

// ownSamples are the data that a table is declared over where that is no log of the demonstration's: Parquet, events a line, flows
// with other fields, and firewalls' logs after AWS's examples
// (https://docs.aws.amazon.com/network-firewall/latest/developerguide/firewall-logging-contents.html). A file has the name of the
// corpus' log, or of the statement: its source and number. One of SQL has a statement that writes the data to {place}.
//
//go:embed testdata/filled
var ownSamples embed.FS

// ownSample gives the data of ownSamples for a statement, and their file's name.
func ownSample(d *definition) (content []byte, name string) {
	source, number, _ := strings.Cut(d.ID, "/")
	number, _, _ = strings.Cut(number, "-")
	for _, stem := range []string{source + "-" + number, d.Log} {
		for _, ending := range []string{".json", ".log", ".sql"} {
			if content, err := ownSamples.ReadFile("testdata/filled/" + stem + ending); err == nil {
				return content, stem + ending
			}
		}
	}
	return nil, ""
}

// athenaReadsNot are tables that Athena makes and does not read: a part of the error.
var athenaReadsNot = map[string]string{
	// Its regular expression has 33 groups, and it has 34 columns:
	// https://docs.aws.amazon.com/athena/latest/ug/troubleshooting-athena.html
	"cybersec-skills-athena/018-agent-alb-access-ddl": "Number of matching groups doesn't match the number of columns",
}

// sampleDay is a day of the demonstration.
var sampleDay = time.Date(2026, 10, 30, 0, 0, 0, 0, time.UTC)

// writeSamples writes the demonstration's logs, and gives a file of each kind of log.
func writeSamples(ctx context.Context, dir string) (map[string]string, error) {
	if _, err := demo.Write(ctx, dir, demo.Options{Days: 2, Events: 600, Logs: demo.LogFormats()}); err != nil {
		return nil, err
	}
	out := map[string]string{}
	err := filepath.WalkDir(dir, func(path string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		relative, err := filepath.Rel(dir, path)
		for log, re := range samples {
			if re.MatchString(filepath.ToSlash(relative)) && out[log] == "" {
				out[log] = path
			}
		}
		return err
	})
	return out, err
}

// filled says what a table of the corpus gives once a file of its kind of log lies where it looks.
type filled struct {
	id           string
	rows, values int // values: those that are not NULL, in columns that are no partition keys
	columns      int
	err          error
}

// refused says that Athena refuses to read the table for the same reason.
func (f filled) refused() bool {
	want, ok := athenaReadsNot[f.id]
	return ok && f.err != nil && strings.Contains(f.err.Error(), want)
}

// fillTable makes a table, puts a file where it looks, and reads it.
func fillTable(ctx context.Context, d *definition, sample string) (f filled) {
	f.id = d.ID
	g, err := newGround(ctx, true)
	if err != nil {
		f.err = err
		return f
	}
	defer g.close()
	if f.err = g.prepare(ctx, d.filled); f.err != nil {
		return f
	}
	if f.err = g.run(ctx, d.filled); f.err != nil {
		return f
	}
	stmt, err := syntax.Parse(d.filled)
	if err != nil {
		f.err = err
		return f
	}
	name := stmt.(*syntax.CreateTable).Name
	database, table := catalog.DefaultSchema, strings.ToLower(name.Parts[len(name.Parts)-1].Name)
	if len(name.Parts) > 1 {
		database = strings.ToLower(name.Parts[0].Name)
	}
	t, err := g.db.Table(ctx, database, table)
	if err != nil {
		f.err = err
		return f
	}
	where, place := []string{}, t.Storage.Location
	if len(t.PartitionKeys) > 0 {
		if where, place, f.err = g.partition(ctx, t); f.err != nil {
			return f
		}
	}
	if f.err = g.place(ctx, d, place, sample); f.err != nil {
		return f
	}
	sql := "SELECT * FROM " + syntax.Quote(database) + "." + syntax.Quote(table)
	if len(where) > 0 {
		sql += " WHERE " + strings.Join(where, " AND ")
	}
	x, err := g.queries.Start(ctx, query.Statement{SQL: sql})
	if err == nil {
		x, err = g.queries.Wait(ctx, x.ID)
	}
	if err == nil && x.Error != nil {
		err = x.Error
	}
	if err != nil || x.Rows == 0 {
		f.err = err
		return f
	}
	rows, err := g.queries.Rows(ctx, x.ID, 0, 1000)
	f.rows, f.columns, f.err = int(x.Rows), len(t.Storage.Columns), err
	for _, r := range rows {
		for _, v := range r[:len(t.Storage.Columns)] {
			if v != nil {
				f.values++
			}
		}
	}
	return f
}

// place puts the data that a table is declared over where it looks: its own, or a file of the demonstration's logs.
func (g *ground) place(ctx context.Context, d *definition, place, sample string) error {
	content, name := ownSample(d)
	switch {
	case strings.HasSuffix(name, ".sql"):
		return g.run(ctx, strings.ReplaceAll(string(content), "{place}", strings.TrimSuffix(place, "/")+"/"))
	case content == nil && sample == "":
		return fmt.Errorf("there are no sample logs of %s", d.Log)
	case content == nil:
		var err error
		if content, err = os.ReadFile(sample); err != nil {
			return err
		}
		name = filepath.Base(sample)
	}
	_, prefix, _ := objects.Split(place)
	bucket, err := g.buckets.Open(ctx, "example-bucket")
	if err == nil {
		_, err = bucket.Put(ctx, strings.TrimSuffix(prefix, "/")+"/"+name, bytes.NewReader(content), objects.PutOptions{})
	}
	return err
}

// partition gives a partition of a table: its place, and the conditions on its keys. One that is projected is there.
func (g *ground) partition(ctx context.Context, t catalog.Table) (where []string, place string, err error) {
	values := make([]string, len(t.PartitionKeys))
	projected := hive.Projected(t)
	place = t.Parameters["storage.location.template"]
	for i, k := range t.PartitionKeys {
		property := func(name string) string { return strings.TrimSpace(t.Parameters["projection."+k.Name+"."+name]) }
		value := map[string]string{"string": "a", "date": "2026-10-30"}[k.Type]
		if value == "" {
			value = "1"
		}
		inPlace := value
		if projected {
			switch property("type") {
			case "enum":
				value, _, _ = strings.Cut(property("values"), ",")
			case "integer":
				value, _, _ = strings.Cut(property("range"), ",")
				value = fmt.Sprintf("%0*s", len(property("digits"))*2, value)
				if property("digits") == "4" {
					value = strings.TrimSpace(strings.Split(property("range"), ",")[0])
				}
			case "date":
				pattern, err := trinotime.Joda(property("format"))
				if err != nil {
					return nil, "", err
				}
				if value, err = pattern.Format(sampleDay, ""); err != nil {
					return nil, "", err
				}
			}
			inPlace = value
		}
		values[i] = value
		place = strings.ReplaceAll(place, "${"+k.Name+"}", inPlace)
		where = append(where, syntax.Quote(k.Name)+" = CAST('"+value+"' AS "+map[bool]string{true: "varchar", false: k.Type}[k.Type == "string"]+")")
	}
	if projected && place == "" {
		place = strings.TrimSuffix(t.Storage.Location, "/") + "/" + hive.PartitionName(t.PartitionKeys, values)
	}
	if !projected {
		place = strings.TrimSuffix(t.Storage.Location, "/") + "/" + hive.PartitionName(t.PartitionKeys, values)
		err = g.db.AddPartition(ctx, t, catalog.Partition{Values: values, Storage: placed(t.Storage, place)})
	}
	return where, place, err
}

func placed(s catalog.Storage, location string) catalog.Storage {
	s.Location = location
	return s
}

// fillTables fills every table of the core logs that is made, and counts those that give rows.
func fillTables(ctx context.Context, all []*definition) (out []filled, err error) {
	dir, err := os.MkdirTemp("", "tarn-samples-")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	files, err := writeSamples(ctx, filepath.Join(dir, "logs"))
	if err != nil {
		return nil, err
	}
	for _, d := range all {
		if d.Kind != "CREATE EXTERNAL TABLE" || d.Tier != "core-logs" || d.fate != "works" {
			continue
		}
		out = append(out, fillTable(ctx, d, files[d.Log]))
	}
	return out, nil
}
