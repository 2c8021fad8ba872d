package main

import (
	"fmt"
	"strings"

	"tarn/internal/catalog"
	"tarn/internal/decode"
	"tarn/internal/schema"
)

// formats writes the log formats that an import reads, with their tables' columns.
func formats(string) (string, error) {
	var b strings.Builder
	b.WriteString(`# Log formats

Made by ` + "`docs/gen`" + ` from the decoders and their tables.

` + "`tarn import`" + ` finds the format of each object out: by its key, where AWS delivers below a folder of the service
(` + "`AWSLogs/123456789012/SERVICE/…`" + `, Hive-style ` + "`aws-service=SERVICE/…`" + `, too) or with a name that tells, and otherwise by how the object
begins. ` + "`--format NAME`" + ` says that all objects are of one. What is recognised by neither is named in the report and counted, and looked at again
by the next import. JSON that is in no format counts as CloudTrail's, whose decoder says of each record what it lacks.

Each format has a store, a table of the database ` + "`default`" + `, which the first import makes; ` + "`tarn store create NAME --kind FORMAT`" + ` makes another one, for
` + "`--store`" + `. CloudTrail's events are in an event data store, in ` + "`aws:cloudtrail`" + ` as on CloudTrail Lake; see README.md. A key sees the tables of the stores that it
reaches.

The columns are those of the statements in AWS's documents: their names, types and order, and the partition columns at the end, as values that follow from the
record. Nested types are rows, arrays and maps. Beside them each table has hidden columns: ` + "`_time`" + `, the event time, by whose day the table is
partitioned and by which retention judges; ` + "`_more`" + `, what a record has beyond the columns; ` + "`\"$path\"`" + `, ` + "`_version`" + `, ` + "`_etag`" + `, ` + "`_sha256`" + ` and ` + "`_record`" + `, where it
came from; and ` + "`_ingest_time`" + `. A bound on ` + "`_time`" + ` or on a partition column spares a query the other days.

A record of CloudTrail has an ID, and is kept once wherever it comes from. Other records have none: each is kept once an object and place in it, so that two equal
lines both stay, an object that grew brings its new lines only, and the same logs copied to another address are other records.

VPC flow logs are read as text and as Parquet, and CloudFront's standard logs, legacy and v2, as W3C's text, JSON and Parquet.

CloudTrail Insights events come to the store of CloudTrail's events, as what they are, unless ` + "`--format cloudtrail-insights`" + ` asks for a table of their own.

| format | logs | store and table | delivered below | AWS's document |
|---|---|---|---|---|
`)
	for _, f := range decode.Formats {
		below := "anywhere"
		if len(f.Services) > 0 {
			below = "`" + strings.Join(f.Services, "`, `") + "`"
		}
		if f.Asked {
			below += ", with `--format` only"
		}
		fmt.Fprintf(&b, "| [`%s`](#%s) | %s | `%s` | %s | [%s](%s) |\n", f.Name, f.Name, f.Title, f.Store, below, f.Document[strings.LastIndexByte(f.Document, '/')+1:], f.Document)
	}
	for _, f := range decode.Formats {
		fmt.Fprintf(&b, "\n## %s\n\n", f.Name)
		columns := schema.LogColumns(f.Table)
		if f.Name == catalog.CloudTrail {
			columns = schema.LakeColumns(f.Table)
		}
		b.WriteString("| column | type | |\n|---|---|---|\n")
		for _, c := range columns {
			if !c.Hidden {
				fmt.Fprintf(&b, "| `%s` | `%s` | %s |\n", c.Name, c.Type.Display(), cell(c.Doc))
			}
		}
	}
	return b.String(), nil
}
