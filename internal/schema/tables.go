package schema

// Tables are the tables that stores have: a store's kind is the name of its table.
var Tables = []*Table{
	CloudTrail, Activity, Insights, VPCFlow, ALB, ALBConnection, ALBHealth, NLB, ELB, S3Access, CloudFront, WAF, Route53Resolver, GuardDuty, ConfigSnapshot, ConfigHistory,
}

// TableOf is the table of a kind; nil where there is none.
func TableOf(kind string) *Table {
	for _, t := range Tables {
		if t.Name == kind {
			return t
		}
	}
	return nil
}

// logTable makes the table of a log format whose records have no ID of their own. Its columns are those of the statement in
// AWS's documents: names, types and order, the partition columns last, as values that follow from the event time or the
// record. Field IDs up to 199 are theirs; what every log table has besides is hidden and comes after them.
func logTable(name string, columns ...Stored) *Table {
	return &Table{Name: name, Version: 1, Time: "_time", Columns: append(columns,
		Stored{ID: 200, Name: "_more", Kind: Varchar, Doc: "what the record has beyond the columns, as delivered"},
		Stored{ID: 201, Name: "_time", Kind: Timestamp, Doc: "the event time, UTC"},
		Stored{ID: 202, Name: "_object", Kind: Varchar, Doc: "the source object: s3://bucket/key or a file's path"},
		Stored{ID: 203, Name: "_version", Kind: Varchar, Doc: "the source object's version, where the bucket keeps versions"},
		Stored{ID: 204, Name: "_etag", Kind: Varchar, Doc: "the source object's ETag; for a file, its size and modification time"},
		Stored{ID: 205, Name: "_sha256", Kind: Varchar, Doc: "SHA-256 of the source object's bytes, hexadecimal"},
		Stored{ID: 206, Name: "_record", Kind: Bigint, Doc: "the record's number within the source object, from 0"},
		Stored{ID: 207, Name: "_ingest_time", Kind: Timestamp, Doc: "when the batch that holds the row was written"},
	)}
}
