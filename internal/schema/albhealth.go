package schema

// ALBHealth is the table of an Application Load Balancer's health check logs. AWS has no statement for them; the columns are the fields of
// https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-health-check-logs.html, with the types that its
// statement for access logs gives such fields; `-` is NULL.
var ALBHealth = logTable("alb-health-check",
	Stored{ID: 1, Name: "type", Kind: Varchar},
	Stored{ID: 2, Name: "time", Kind: Varchar, Distinct: true},
	Stored{ID: 3, Name: "latency", Kind: Double},
	Stored{ID: 4, Name: "target_ip", Kind: Varchar, Search: true},
	Stored{ID: 5, Name: "target_port", Kind: Integer},
	Stored{ID: 6, Name: "target_group_id", Kind: Varchar},
	Stored{ID: 7, Name: "status", Kind: Varchar},
	Stored{ID: 8, Name: "status_code", Kind: Varchar},
	Stored{ID: 9, Name: "reason_code", Kind: Varchar},
	Stored{ID: 10, Name: "day", Kind: Varchar, Doc: "the day of time, UTC, as in 2024/05/06"},
)
