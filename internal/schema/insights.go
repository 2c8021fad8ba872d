package schema

// Insights is the table of CloudTrail Insights events that are kept apart from others
// (https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-insights-fields-trails.html). Names are as in the table
// of CloudTrail's events.
var Insights = logTable("cloudtrail-insights",
	Stored{ID: 1, Name: "eventversion", Kind: Varchar},
	Stored{ID: 2, Name: "eventtime", Kind: Varchar},
	Stored{ID: 3, Name: "awsregion", Kind: Varchar},
	Stored{ID: 4, Name: "eventid", Kind: Varchar, Search: true, Distinct: true},
	Stored{ID: 5, Name: "eventtype", Kind: Varchar},
	Stored{ID: 6, Name: "recipientaccountid", Kind: Varchar},
	Stored{ID: 7, Name: "sharedeventid", Kind: Varchar, Search: true},
	Stored{ID: 8, Name: "insightdetails", Kind: Row, Members: []Stored{
		{ID: 50, Name: "state", Kind: Varchar},
		{ID: 51, Name: "eventsource", Kind: Varchar},
		{ID: 52, Name: "eventname", Kind: Varchar},
		{ID: 53, Name: "errorcode", Kind: Varchar},
		{ID: 54, Name: "insighttype", Kind: Varchar},
		{ID: 55, Name: "insightcontext", Kind: JSON, Declared: shape(`struct<statistics:struct<baseline:struct<average:double>,insight:struct<average:double>,
			insightDuration:int,baselineDuration:int>,attributions:array<struct<attribute:string,insight:array<struct<value:string,average:double>>,
			baseline:array<struct<value:string,average:double>>>>>`)},
	}},
	Stored{ID: 9, Name: "eventcategory", Kind: Varchar},

	Stored{ID: 10, Name: "day", Kind: Varchar, Doc: "the event time's day, as in 2024/05/07"},
)
