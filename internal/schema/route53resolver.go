package schema

// Route53Resolver is the table of Route 53 Resolver's query logs
// (https://docs.aws.amazon.com/athena/latest/ug/querying-r53-resolver-logs-creating-the-table.html).
var Route53Resolver = logTable("route53resolver",
	Stored{ID: 1, Name: "version", Kind: Varchar},
	Stored{ID: 2, Name: "account_id", Kind: Varchar},
	Stored{ID: 3, Name: "region", Kind: Varchar},
	Stored{ID: 4, Name: "vpc_id", Kind: Varchar},
	Stored{ID: 5, Name: "query_timestamp", Kind: Varchar},
	Stored{ID: 6, Name: "query_name", Kind: Varchar, Search: true},
	Stored{ID: 7, Name: "query_type", Kind: Varchar},
	Stored{ID: 8, Name: "query_class", Kind: Varchar},
	Stored{ID: 9, Name: "rcode", Kind: Varchar},
	Stored{ID: 10, Name: "answers", Kind: JSON, Declared: shape("array<struct<Rdata:string,Type:string,Class:string>>")},
	Stored{ID: 11, Name: "srcaddr", Kind: Varchar, Search: true},
	Stored{ID: 12, Name: "srcport", Kind: Integer},
	Stored{ID: 13, Name: "transport", Kind: Varchar},
	Stored{ID: 14, Name: "srcids", Kind: Row, Members: []Stored{
		{ID: 50, Name: "instance", Kind: Varchar, Search: true},
		{ID: 51, Name: "resolver_endpoint", Kind: Varchar},
	}},
	Stored{ID: 15, Name: "firewall_rule_action", Kind: Varchar},
	Stored{ID: 16, Name: "firewall_rule_group_id", Kind: Varchar},
	Stored{ID: 17, Name: "firewall_domain_list_id", Kind: Varchar},

	Stored{ID: 18, Name: "date", Kind: Varchar, Doc: "the event time's day, as in 2024/05/07"},
)
