package demo

// record is one CloudTrail record before it is text. Members that hold JSON are
// raw text; an empty one is left out, so a null has to be said ("null").
//
// Source: https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html
type record struct {
	version   string
	identity  []byte
	at        int64
	source    string
	name      string
	region    string
	address   string
	agent     string
	errorCode string
	errorText []byte

	request, response, additional []byte

	seed       uint64 // gives eventID and requestID
	requestID  requestIDStyle
	readOnly   readOnly
	resources  []byte
	eventType  string
	apiVersion string
	category   string // "Management", "Data" or "NetworkActivity"
	account    string
	shared     uint64 // seed of sharedEventID; 0 for none
	details    []byte // serviceEventDetails

	endpoint, endpointAccount string

	tls         *tlsSuite
	host        string
	fromConsole bool
	unknown     []byte // further members, each with a comma before it
}

type readOnly byte

const (
	unsaid readOnly = iota
	reads
	writes
)

type requestIDStyle byte

const (
	uuidRequest requestIDStyle = iota
	s3Request
	dynamoRequest
	noRequest
)

// appendTo appends the record, members in the order CloudTrail writes them.
func (r *record) appendTo(b []byte) []byte {
	b = append(b, `{"eventVersion":"`...)
	b = append(b, r.version...)
	b = append(b, `","userIdentity":`...)
	b = append(b, r.identity...)
	b = append(b, `,"eventTime":"`...)
	b = appendISO(b, r.at)
	b = append(b, `","eventSource":"`...)
	b = append(b, r.source...)
	b = append(b, `.amazonaws.com","eventName":"`...)
	b = append(b, r.name...)
	b = append(b, `","awsRegion":"`...)
	b = append(b, r.region...)
	b = append(b, '"')
	b = text(b, "sourceIPAddress", r.address)
	b = text(b, "userAgent", r.agent)
	b = text(b, "errorCode", r.errorCode)
	if len(r.errorText) > 0 {
		b = append(b, `,"errorMessage":"`...)
		b = append(append(b, r.errorText...), '"')
	}
	b = raw(b, "requestParameters", r.request)
	b = raw(b, "responseElements", r.response)
	b = raw(b, "additionalEventData", r.additional)
	b = r.appendIDs(b)
	switch r.readOnly {
	case reads:
		b = append(b, `,"readOnly":true`...)
	case writes:
		b = append(b, `,"readOnly":false`...)
	}
	b = raw(b, "resources", r.resources)
	b = text(b, "eventType", r.eventType)
	b = text(b, "apiVersion", r.apiVersion)
	switch r.category {
	case "Management":
		b = append(b, `,"managementEvent":true`...)
	case "Data":
		b = append(b, `,"managementEvent":false`...)
	}
	b = text(b, "recipientAccountId", r.account)
	if r.shared != 0 {
		b = append(b, `,"sharedEventID":"`...)
		b = append(appendEventID(b, r.shared), '"')
	}
	b = raw(b, "serviceEventDetails", r.details)
	b = text(b, "vpcEndpointId", r.endpoint)
	b = text(b, "vpcEndpointAccountId", r.endpointAccount)
	b = text(b, "eventCategory", r.category)
	if r.tls != nil {
		b = r.tls.appendTo(b, r.host)
	}
	if r.fromConsole {
		b = append(b, `,"sessionCredentialFromConsole":"true"`...)
	}
	b = append(b, r.unknown...)
	return append(b, '}')
}

func (r *record) appendIDs(b []byte) []byte {
	p := prng{derive(r.seed, 0x4e0)}
	switch r.requestID {
	case uuidRequest:
		b = append(b, `,"requestID":"`...)
		b = append(p.appendUUID(b), '"')
	case s3Request:
		b = append(b, `,"requestID":"`...)
		b = append(p.appendFrom(b, upperDigits, 16), '"')
	case dynamoRequest:
		b = append(b, `,"requestID":"`...)
		b = append(p.appendFrom(b, upperDigits, 39), `VV4KQNSO5AEMV"`...)
	}
	b = append(b, `,"eventID":"`...)
	return append(appendEventID(b, r.seed), '"')
}

func text(b []byte, member, value string) []byte {
	if value == "" {
		return b
	}
	b = append(append(append(b, ',', '"'), member...), `":"`...)
	return append(append(b, value...), '"')
}

func raw(b []byte, member string, value []byte) []byte {
	if len(value) == 0 {
		return b
	}
	b = append(append(append(b, ',', '"'), member...), `":`...)
	return append(b, value...)
}
