package console

import (
	"cmp"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"

	"tarn/internal/auth"
	"tarn/internal/catalog"
)

func eventRoutes() []Route {
	const group = "Event history"
	return []Route{
		route(Route{Method: "POST", Path: "/events", Name: "SearchEvents", Group: group, Summary: "Events that conditions take, the youngest first", Access: auth.Query}, (*Console).search),
		route(Route{Method: "POST", Path: "/events/histogram", Name: "CountEvents", Group: group, Summary: "How many events conditions take, by time", Access: auth.Query}, (*Console).histogram),
		route(Route{Method: "GET", Path: "/events/{id}", Name: "GetEvent", Group: group, Summary: "A whole event as it was delivered, and where it came from", Access: auth.Query}, (*Console).one),
	}
}

// Search says which events are wanted.
type Search struct {
	Store string `json:"store,omitempty" doc:"name or ID; the largest one of CloudTrail by default"`
	// From and To are times of RFC 3339: from the first one on, and before the second.
	From    string      `json:"from,omitempty"`
	To      string      `json:"to,omitempty"`
	Filters []Condition `json:"filters,omitempty" doc:"all of them hold"`
	// Text is looked for in the whole event, in any case.
	Text string `json:"text,omitempty"`
	// Reads says that events that only read are wanted, too.
	Reads bool   `json:"reads,omitempty"`
	Limit int    `json:"limit,omitempty" doc:"at most 500; 50 by default"`
	After string `json:"after,omitempty" doc:"next of the page before"`
}

// Condition is one of a search.
type Condition struct {
	Field string `json:"field" doc:"eventName, eventSource, userName, accessKeyId, resourceName, resourceType, readOnly, eventId and others"`
	Op    string `json:"op,omitempty" doc:"is (by default), not, contains, starts, absent or present"`
	Value string `json:"value,omitempty"`
}

// Events are a page of events.
type Events struct {
	Store  string  `json:"store"`
	Events []Event `json:"events"`
	Next   string  `json:"next,omitempty"`
	// SQL is the same question as a statement, for the editor.
	SQL string `json:"sql"`
}

// Event is an event in short.
type Event struct {
	ID           string `json:"id"`
	Time         string `json:"time"`
	Name         string `json:"name"`
	Source       string `json:"source"`
	UserName     string `json:"userName,omitempty"`
	UserType     string `json:"userType,omitempty"`
	UserARN      string `json:"userArn,omitempty"`
	AccessKeyID  string `json:"accessKeyId,omitempty"`
	IssuedKeyID  string `json:"issuedKeyId,omitempty" doc:"the access key that the call issued"`
	Address      string `json:"address,omitempty"`
	UserAgent    string `json:"userAgent,omitempty"`
	Region       string `json:"region"`
	Account      string `json:"account"`
	ErrorCode    string `json:"errorCode,omitempty"`
	ErrorMessage string `json:"errorMessage,omitempty"`
	ReadOnly     bool   `json:"readOnly"`
	Type         string `json:"type,omitempty"`
	Category     string `json:"category,omitempty"`
	Resources    string `json:"resources,omitempty" doc:"names, with commas"`
	RequestID    string `json:"requestId,omitempty"`
}

const userName = "CASE WHEN userIdentity.userName IS NOT NULL THEN userIdentity.userName WHEN userIdentity.type = 'Root' THEN 'root' WHEN userIdentity.principalId LIKE '%:%' THEN split_part(userIdentity.principalId, ':', 2) ELSE userIdentity.invokedBy END"

// eventColumns are those of Event, in its order.
var eventColumns = []string{
	"eventID", "eventTime", "eventName", "eventSource", userName, "userIdentity.type", "userIdentity.arn", "userIdentity.accessKeyId", `"_issued_access_key_id"`, "sourceIPAddress", "userAgent",
	"awsRegion", "recipientAccountId", "errorCode", "errorMessage", "readOnly", "eventType", "eventCategory", "array_join(transform(resources, r -> r.arn), ', ')", "requestID",
}

// eventFields are the expressions of a condition's field. Those of resources hold for any of an event's.
var eventFields = map[string]string{
	"eventId": "eventID", "eventName": "eventName", "eventSource": "eventSource", "userName": userName, "userType": "userIdentity.type", "userArn": "userIdentity.arn",
	"principalId": "userIdentity.principalId", "accessKeyId": "userIdentity.accessKeyId", "issuedKeyId": `"_issued_access_key_id"`, "address": "sourceIPAddress", "userAgent": "userAgent",
	"region": "awsRegion", "account": "recipientAccountId", "userAccount": "userIdentity.accountId", "errorCode": "errorCode", "errorMessage": "errorMessage", "readOnly": "CAST(readOnly AS varchar)",
	"type": "eventType", "category": "eventCategory", "requestId": "requestID", "sharedEventId": "sharedEventID", "vpcEndpointId": "vpcEndpointId",
	"issuerArn": "userIdentity.sessionContext.sessionIssuer.arn", "object": `"_object"`,
}

// resourceParameters name the resource that a call is about, where the event lists none.
var resourceParameters = []string{"bucketName", "roleName", "userName", "groupName", "groupId", "policyArn", "keyId", "functionName", "tableName", "topicArn", "secretId", "instanceId", "vpcId", "name"}

func (q Condition) sql() (string, error) {
	value := literal(q.Value)
	op := cmp.Or(q.Op, "is")
	if q.Field == "resourceName" || q.Field == "resourceType" {
		member := map[string]string{"resourceName": "arn", "resourceType": "type"}[q.Field]
		test := map[string]string{"is": "r." + member + " = " + value, "not": "r." + member + " = " + value, "contains": contains("r."+member, q.Value), "starts": "starts_with(r." + member + ", " + value + ")"}[op]
		if test == "" {
			return "", invalid("A resource has no condition %q.", op)
		}
		all := "any_match(resources, r -> " + test + ")"
		if q.Field == "resourceName" && op != "starts" {
			var names []string
			for _, p := range resourceParameters {
				name := "element_at(requestParameters, '" + p + "')"
				if op == "contains" {
					names = append(names, contains(name, q.Value))
				} else {
					names = append(names, name+" = "+value)
				}
			}
			all = "coalesce(" + all + ", false) OR coalesce(" + strings.Join(names, " OR ") + ", false)"
		}
		if op == "not" {
			return "NOT coalesce(" + all + ", false)", nil
		}
		return "(" + all + ")", nil
	}
	field, ok := eventFields[q.Field]
	if !ok {
		return "", invalid("There is no field %q.", q.Field)
	}
	switch op {
	case "is":
		return field + " = " + value, nil
	case "not":
		return field + " IS DISTINCT FROM " + value, nil
	case "contains":
		return contains(field, q.Value), nil
	case "starts":
		return "starts_with(" + field + ", " + value + ")", nil
	case "absent":
		return field + " IS NULL", nil
	case "present":
		return field + " IS NOT NULL", nil
	}
	return "", invalid("There is no condition %q: choose is, not, contains, starts, absent or present.", q.Op)
}

func literal(text string) string { return "'" + strings.ReplaceAll(text, "'", "''") + "'" }

func contains(field, text string) string {
	return "strpos(lower(" + field + "), " + literal(strings.ToLower(text)) + ") > 0"
}

// where are the conditions of a search, in SQL.
func (in Search) where() ([]string, error) {
	var where []string
	for i, text := range []string{in.From, in.To} {
		if text == "" {
			continue
		}
		t, err := time.Parse(time.RFC3339Nano, text)
		if err != nil {
			return nil, invalid("%q is not a time as in 2026-05-07T00:00:00Z.", text)
		}
		where = append(where, fmt.Sprintf("eventTime %s TIMESTAMP '%s'", []string{">=", "<"}[i], t.UTC().Format(stamp)))
	}
	if !in.Reads {
		where = append(where, "readOnly IS DISTINCT FROM true")
	}
	for _, f := range in.Filters {
		condition, err := f.sql()
		if err != nil {
			return nil, err
		}
		where = append(where, condition)
	}
	if in.Text != "" {
		where = append(where, contains("eventJson", in.Text))
	}
	return where, nil
}

func and(where []string) string {
	if len(where) == 0 {
		return ""
	}
	return " WHERE " + strings.Join(where, " AND ")
}

const millis = "2006-01-02 15:04:05.000"

func (s *Console) search(c *call, in Search) (Events, error) {
	e, err := s.searched(c, in.Store)
	if err != nil {
		return Events{}, err
	}
	where, err := in.where()
	if err != nil {
		return Events{}, err
	}
	out := Events{Store: e.ID, Events: []Event{}, SQL: "SELECT eventTime, eventName, eventSource, userIdentity.arn, sourceIPAddress, awsRegion, errorCode, eventID\nFROM " + quote(e.Name)}
	for i, w := range where {
		out.SQL += []string{"\nWHERE ", "\n  AND "}[min(i, 1)] + w
	}
	out.SQL += "\nORDER BY eventTime DESC\nLIMIT 1000"
	if in.After != "" {
		at, id, ok := strings.Cut(in.After, "|")
		if t, err := time.Parse(time.RFC3339Nano, at); ok && err == nil {
			text := t.UTC().Format(stamp)
			where = append(where, fmt.Sprintf("(eventTime < TIMESTAMP '%s' OR eventTime = TIMESTAMP '%s' AND eventID < %s)", text, text, literal(id)))
		} else {
			return out, invalid("What after has is not what next of a page was.")
		}
	}
	limit := min(cmp.Or(in.Limit, 50), 500)
	rows, err := s.ask(c, fmt.Sprintf("SELECT %s FROM %s%s ORDER BY eventTime DESC, eventID DESC LIMIT %d", strings.Join(eventColumns, ", "), e.ID, and(where), limit+1))
	if err != nil {
		return out, err
	}
	if len(rows) > limit {
		rows = rows[:limit]
		last := rows[limit-1]
		t, err := time.Parse(millis, last[1])
		if err != nil {
			return out, err
		}
		out.Next = t.Format(time.RFC3339Nano) + "|" + last[0]
	}
	for _, r := range rows {
		t, err := time.Parse(millis, r[1])
		if err != nil {
			return out, err
		}
		out.Events = append(out.Events, Event{
			ID: r[0], Time: t.Format(time.RFC3339Nano), Name: r[2], Source: r[3], UserName: r[4], UserType: r[5], UserARN: r[6], AccessKeyID: r[7], IssuedKeyID: r[8], Address: r[9], UserAgent: r[10],
			Region: r[11], Account: r[12], ErrorCode: r[13], ErrorMessage: r[14], ReadOnly: r[15] == "true", Type: r[16], Category: r[17], Resources: r[18], RequestID: r[19],
		})
	}
	return out, nil
}

// searched gives the store that a search is about, as its key may read it.
func (s *Console) searched(c *call, name string) (catalog.EventDataStore, error) {
	e, err := s.events(c, name)
	if err == nil && e.Kind != catalog.CloudTrail {
		err = invalid("%s holds no events of CloudTrail.", e.Name)
	}
	return e, err
}

// Histogram counts events by time.
type Histogram struct {
	// Seconds is the length of a bucket.
	Seconds int64    `json:"seconds"`
	Buckets []Bucket `json:"buckets" doc:"those that have events, oldest first"`
	Total   int64    `json:"total"`
}

// Bucket is a stretch of time.
type Bucket struct {
	Time   string `json:"time" doc:"its beginning"`
	Events int64  `json:"events"`
	Errors int64  `json:"errors"`
}

// bucketLengths are the lengths that a histogram may have, in seconds.
var bucketLengths = []int64{1, 5, 10, 30, 60, 300, 600, 1800, 3600, 3 * 3600, 6 * 3600, 12 * 3600, 24 * 3600, 7 * 24 * 3600, 28 * 24 * 3600}

func (s *Console) histogram(c *call, in Search) (Histogram, error) {
	out := Histogram{Buckets: []Bucket{}}
	e, err := s.searched(c, in.Store)
	if err != nil {
		return out, err
	}
	where, err := in.where()
	if err != nil {
		return out, err
	}
	rows, err := s.ask(c, "SELECT min(eventTime), max(eventTime), count(*) FROM "+e.ID+and(where))
	if err != nil || len(rows) == 0 || rows[0][0] == "" {
		return out, err
	}
	out.Total = number(rows[0][2])
	first, err1 := time.Parse(millis, rows[0][0])
	last, err2 := time.Parse(millis, rows[0][1])
	if err := cmp.Or(err1, err2); err != nil {
		return out, err
	}
	// The range that was asked for is what is drawn, where it was given.
	if t, err := time.Parse(time.RFC3339Nano, in.From); err == nil {
		first = t
	}
	if t, err := time.Parse(time.RFC3339Nano, in.To); err == nil && t.Before(last.Add(365*24*time.Hour)) {
		last = t
	}
	const most = 80
	i := slices.IndexFunc(bucketLengths, func(n int64) bool { return int64(last.Sub(first).Seconds())/n <= most })
	if i < 0 {
		i = len(bucketLengths) - 1
	}
	out.Seconds = bucketLengths[i]
	rows, err = s.ask(c, fmt.Sprintf("SELECT CAST(floor(to_unixtime(eventTime) / %d) AS bigint) * %d, count(*), count(errorCode) FROM %s%s GROUP BY 1 ORDER BY 1 LIMIT 2000", out.Seconds, out.Seconds, e.ID, and(where)))
	if err != nil {
		return out, err
	}
	for _, r := range rows {
		out.Buckets = append(out.Buckets, Bucket{Time: time.Unix(number(r[0]), 0).UTC().Format(time.RFC3339), Events: number(r[1]), Errors: number(r[2])})
	}
	return out, nil
}

type eventInput struct {
	ID    string `path:"id" json:"id"`
	Store string `query:"store" json:"store,omitempty"`
	// Time makes the search short where it is known.
	Time string `query:"time" json:"time,omitempty" doc:"the event's time, where it is known: the search is shorter"`
}

// WholeEvent is an event as it was delivered.
type WholeEvent struct {
	Store string `json:"store"`
	// JSON is the event's text: equal, as JSON, to what was delivered.
	JSON   string `json:"json"`
	Origin Origin `json:"origin"`
	// IssuedKeyID is the access key that the call issued.
	IssuedKeyID string `json:"issuedKeyId,omitempty"`
}

// Origin is where an event came from.
type Origin struct {
	Object   string `json:"object"`
	Version  string `json:"version,omitempty"`
	ETag     string `json:"etag,omitempty"`
	SHA256   string `json:"sha256"`
	Record   int64  `json:"record" doc:"from 0"`
	Ingested string `json:"ingested"`
}

func (s *Console) one(c *call, in eventInput) (WholeEvent, error) {
	e, err := s.searched(c, in.Store)
	if err != nil {
		return WholeEvent{}, err
	}
	where := []string{"eventID = " + literal(in.ID)}
	if t, err := time.Parse(time.RFC3339Nano, in.Time); err == nil {
		where = append(where, fmt.Sprintf("eventTime >= TIMESTAMP '%s'", t.Add(-time.Second).UTC().Format(stamp)), fmt.Sprintf("eventTime <= TIMESTAMP '%s'", t.Add(time.Second).UTC().Format(stamp)))
	}
	rows, err := s.ask(c, `SELECT eventJson, "_object", "_version", "_etag", "_sha256", "_record", "_ingest_time", "_issued_access_key_id" FROM `+e.ID+and(where)+" LIMIT 1")
	if err != nil {
		return WholeEvent{}, err
	}
	if len(rows) == 0 {
		return WholeEvent{}, notFound("event " + in.ID)
	}
	r := rows[0]
	out := WholeEvent{Store: e.ID, JSON: r[0], Origin: Origin{Object: r[1], Version: r[2], ETag: r[3], SHA256: r[4], Record: number(r[5])}, IssuedKeyID: r[7]}
	if t, err := time.Parse(millis, r[6]); err == nil {
		out.Origin.Ingested = t.Format(time.RFC3339)
	}
	if !json.Valid([]byte(out.JSON)) {
		return out, fmt.Errorf("event %s of store %s is no JSON", in.ID, e.ID)
	}
	return out, nil
}
