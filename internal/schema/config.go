package schema

// ConfigSnapshot is the table of AWS Config's snapshots, one row a configuration item. The members of the items are those that
// the statement in AWS's documents declares, and those that they have besides
// (https://docs.aws.amazon.com/config/latest/developerguide/example-s3-snapshot.html,
// https://docs.aws.amazon.com/config/latest/APIReference/API_ConfigurationItem.html).
var ConfigSnapshot = logTable("config", configColumns(Stored{ID: 1, Name: "fileversion", Kind: Varchar}, Stored{ID: 2, Name: "configsnapshotid", Kind: Varchar})...)

// ConfigHistory is the table of the configuration items that AWS Config delivers every six hours
// (https://docs.aws.amazon.com/config/latest/developerguide/manage-delivery-channel.html).
var ConfigHistory = logTable("config-history", configColumns(Stored{ID: 1, Name: "fileversion", Kind: Varchar})...)

func configColumns(around ...Stored) []Stored {
	return append(around,
		Stored{ID: 3, Name: "configurationitemversion", Kind: Varchar},
		Stored{ID: 4, Name: "configurationitemcapturetime", Kind: Varchar},
		Stored{ID: 5, Name: "configurationstateid", Kind: Bigint},
		Stored{ID: 6, Name: "awsaccountid", Kind: Varchar},
		Stored{ID: 7, Name: "configurationitemstatus", Kind: Varchar},
		Stored{ID: 8, Name: "resourcetype", Kind: Varchar},
		Stored{ID: 9, Name: "resourceid", Kind: Varchar, Search: true},
		Stored{ID: 10, Name: "resourcename", Kind: Varchar},
		Stored{ID: 11, Name: "arn", Kind: Varchar, Search: true},
		Stored{ID: 12, Name: "awsregion", Kind: Varchar},
		Stored{ID: 13, Name: "availabilityzone", Kind: Varchar},
		Stored{ID: 14, Name: "configurationstatemd5hash", Kind: Varchar},
		Stored{ID: 15, Name: "resourcecreationtime", Kind: Varchar},
		Stored{ID: 16, Name: "tags", Kind: JSON, Declared: shape("map<string,string>")},
		Stored{ID: 17, Name: "relatedevents", Kind: JSON, Declared: shape("array<string>")},
		Stored{ID: 18, Name: "relationships", Kind: JSON, Declared: shape("array<struct<resourceId:string,resourceName:string,resourceType:string,name:string>>")},
		Stored{ID: 19, Name: "configuration", Kind: JSON, Doc: "JSON"},
		Stored{ID: 20, Name: "supplementaryconfiguration", Kind: JSON, Declared: shape("map<string,string>")},

		Stored{ID: 21, Name: "accountid", Kind: Varchar},
		Stored{ID: 22, Name: "dt", Kind: Varchar, Doc: "the capture time's day, as in 2024-05-07"},
		Stored{ID: 23, Name: "region", Kind: Varchar},
	)
}
