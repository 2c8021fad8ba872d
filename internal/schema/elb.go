package schema

// ELB is the table of a Classic Load Balancer's access logs. Its columns are those of
// https://docs.aws.amazon.com/athena/latest/ug/elasticloadbalancer-classic-logs.html; `-` is NULL, and user_agent has its
// quotes, as that statement gives it.
var ELB = logTable("elb",
	Stored{ID: 1, Name: "timestamp", Kind: Varchar, Distinct: true},
	Stored{ID: 2, Name: "elb_name", Kind: Varchar},
	Stored{ID: 3, Name: "request_ip", Kind: Varchar, Search: true},
	Stored{ID: 4, Name: "request_port", Kind: Integer},
	Stored{ID: 5, Name: "backend_ip", Kind: Varchar, Search: true},
	Stored{ID: 6, Name: "backend_port", Kind: Integer},
	Stored{ID: 7, Name: "request_processing_time", Kind: Double},
	Stored{ID: 8, Name: "backend_processing_time", Kind: Double},
	Stored{ID: 9, Name: "client_response_time", Kind: Double},
	Stored{ID: 10, Name: "elb_response_code", Kind: Varchar},
	Stored{ID: 11, Name: "backend_response_code", Kind: Varchar},
	Stored{ID: 12, Name: "received_bytes", Kind: Bigint},
	Stored{ID: 13, Name: "sent_bytes", Kind: Bigint},
	Stored{ID: 14, Name: "request_verb", Kind: Varchar},
	Stored{ID: 15, Name: "url", Kind: Varchar},
	Stored{ID: 16, Name: "protocol", Kind: Varchar},
	Stored{ID: 17, Name: "user_agent", Kind: Varchar},
	Stored{ID: 18, Name: "ssl_cipher", Kind: Varchar},
	Stored{ID: 19, Name: "ssl_protocol", Kind: Varchar},
)
