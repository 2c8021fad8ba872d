package schema

// Activity is the table of an event data store for events from outside AWS, which PutAuditEvents brings. Its columns are those
// that CloudTrail Lake documents for integrations:
// https://docs.aws.amazon.com/awscloudtrail/latest/userguide/query-integration-event-schema.html.
var Activity = &Table{
	Name:    "activity",
	Version: 1,
	Time:    "eventTime",
	Key:     "eventID",
	Columns: []Stored{
		{ID: 1, Name: "eventVersion", Kind: Varchar},
		{ID: 2, Name: "eventCategory", Kind: Varchar},
		{ID: 3, Name: "eventType", Kind: Varchar},
		{ID: 4, Name: "eventID", Kind: Varchar, Search: true, Distinct: true},
		{ID: 5, Name: "eventTime", Kind: Timestamp},
		{ID: 6, Name: "awsRegion", Kind: Varchar},
		{ID: 7, Name: "recipientAccountId", Kind: Varchar},
		{ID: 8, Name: "addendum", Kind: Row, Members: []Stored{
			{ID: 50, Name: "reason", Kind: Varchar},
			{ID: 51, Name: "updatedFields", Kind: Varchar},
			{ID: 52, Name: "originalUID", Kind: Varchar},
			{ID: 53, Name: "originalEventID", Kind: Varchar},
		}},
		{ID: 9, Name: "metadata", Kind: Row, Members: []Stored{
			{ID: 54, Name: "ingestionTime", Kind: Varchar},
			{ID: 55, Name: "channelARN", Kind: Varchar},
		}},
		{ID: 10, Name: "eventData", Kind: Row, Members: []Stored{
			{ID: 60, Name: "version", Kind: Varchar},
			{ID: 61, Name: "userIdentity", Kind: Row, Members: []Stored{
				{ID: 62, Name: "type", Kind: Varchar},
				{ID: 63, Name: "principalId", Kind: Varchar, Search: true},
				{ID: 64, Name: "details", Kind: JSON},
			}},
			{ID: 65, Name: "userAgent", Kind: Varchar},
			{ID: 66, Name: "eventSource", Kind: Varchar},
			{ID: 67, Name: "eventName", Kind: Varchar},
			{ID: 68, Name: "eventTime", Kind: Varchar},
			{ID: 69, Name: "UID", Kind: Varchar, Search: true, Distinct: true},
			{ID: 70, Name: "requestParameters", Kind: JSON},
			{ID: 71, Name: "responseElements", Kind: JSON},
			{ID: 72, Name: "errorCode", Kind: Varchar},
			{ID: 73, Name: "errorMessage", Kind: Varchar},
			{ID: 74, Name: "sourceIPAddress", Kind: Varchar, Search: true},
			{ID: 75, Name: "recipientAccountId", Kind: Varchar},
			{ID: 76, Name: "additionalEventData", Kind: JSON},
		}},

		{ID: 200, Name: "_overflow", Kind: JSON, Distinct: true,
			Doc: "members that no column holds, or that their column would not give back exactly, as one JSON object to be merged into the event"},
		{ID: 202, Name: "_object", Kind: Varchar, Doc: "the journal file that the event came in"},
		{ID: 203, Name: "_version", Kind: Varchar},
		{ID: 204, Name: "_etag", Kind: Varchar},
		{ID: 205, Name: "_sha256", Kind: Varchar, Doc: "SHA-256 of the journal file's bytes, hexadecimal"},
		{ID: 206, Name: "_record", Kind: Bigint, Doc: "the record's number within the journal file, from 0"},
		{ID: 207, Name: "_ingest_time", Kind: Timestamp, Doc: "when the batch that holds the row was written"},
	},
}
