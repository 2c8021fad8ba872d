package schema

// GuardDuty is the table of GuardDuty's findings, one row each time that a finding was exported: a finding that came again is
// exported again, with a later updatedat (https://docs.aws.amazon.com/athena/latest/ug/querying-guardduty.html).
var GuardDuty = logTable("guardduty",
	Stored{ID: 1, Name: "schemaversion", Kind: Varchar},
	Stored{ID: 2, Name: "accountid", Kind: Varchar},
	Stored{ID: 3, Name: "region", Kind: Varchar},
	Stored{ID: 4, Name: "partition", Kind: Varchar},
	Stored{ID: 5, Name: "id", Kind: Varchar, Search: true},
	Stored{ID: 6, Name: "arn", Kind: Varchar},
	Stored{ID: 7, Name: "type", Kind: Varchar},
	Stored{ID: 8, Name: "resource", Kind: JSON, Doc: "JSON"},
	Stored{ID: 9, Name: "service", Kind: JSON, Doc: "JSON"},
	Stored{ID: 10, Name: "severity", Kind: Varchar},
	Stored{ID: 11, Name: "createdat", Kind: Varchar},
	Stored{ID: 12, Name: "updatedat", Kind: Varchar},
	Stored{ID: 13, Name: "title", Kind: Varchar},
	Stored{ID: 14, Name: "description", Kind: Varchar},
)
