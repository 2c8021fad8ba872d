package schema

// ALBConnection is the table of an Application Load Balancer's connection logs. Its columns are those of
// https://docs.aws.amazon.com/athena/latest/ug/create-alb-connection-logs-table-partition-projection.html; `-` is NULL.
var ALBConnection = logTable("alb-connection",
	Stored{ID: 1, Name: "time", Kind: Varchar, Distinct: true},
	Stored{ID: 2, Name: "client_ip", Kind: Varchar, Search: true},
	Stored{ID: 3, Name: "client_port", Kind: Integer},
	Stored{ID: 4, Name: "listener_port", Kind: Integer},
	Stored{ID: 5, Name: "tls_protocol", Kind: Varchar},
	Stored{ID: 6, Name: "tls_cipher", Kind: Varchar},
	Stored{ID: 7, Name: "tls_handshake_latency", Kind: Double},
	Stored{ID: 8, Name: "leaf_client_cert_subject", Kind: Varchar},
	Stored{ID: 9, Name: "leaf_client_cert_validity", Kind: Varchar},
	Stored{ID: 10, Name: "leaf_client_cert_serial_number", Kind: Varchar, Search: true},
	Stored{ID: 11, Name: "tls_verify_status", Kind: Varchar},
	Stored{ID: 12, Name: "conn_trace_id", Kind: Varchar, Search: true, Distinct: true},
	Stored{ID: 13, Name: "day", Kind: Varchar, Doc: "the day of time, UTC, as in 2024/05/06"},
)
