package demo

import "strings"

// renderer turns events into records. Its record and buffers are used again for
// each, so one belongs to one goroutine.
type renderer struct {
	world   *world
	rec     record
	scratch []byte
}

// render appends the event's record to b. The record stays in r.rec until the
// next call, for counting.
func (r *renderer) render(b []byte, a *agenda, e *event) []byte {
	rec := &r.rec
	*rec = record{
		identity: rec.identity[:0], errorText: rec.errorText[:0], request: rec.request[:0], response: rec.response[:0],
		additional: rec.additional[:0], resources: rec.resources[:0], details: rec.details[:0], unknown: rec.unknown[:0],
		at: e.at, seed: e.seed,
	}
	if e.scene != nil {
		e.scene.fill(rec)
		return rec.appendTo(b)
	}
	s := &a.sessions[e.session]
	switch e.call {
	case issueEvent, twinEvent:
		s.issue.fill(rec, r.world.seed, e.seed, e.at, e.call == twinEvent)
	case loginEvent:
		fillLogin(rec, s)
	default:
		r.fillCall(s, &calls[e.call], e)
	}
	return rec.appendTo(b)
}

func (r *renderer) fillCall(s *session, c *call, e *event) {
	rec := &r.rec
	dice := prng{derive(e.seed, 0xd1ce)}
	x := scope{world: r.world.seed, seed: e.seed, account: e.site.account(), region: e.site.region(), at: e.at, arn: s.arn, action: c.compiled.action}
	rec.version, rec.source, rec.name = c.compiled.version, c.source, c.name
	rec.identity = append(rec.identity, s.identity...)
	rec.region, rec.account = regions[x.region], accounts[x.account].id
	rec.address, rec.agent = s.address, s.agent
	rec.readOnly, rec.eventType, rec.category = writes, "AwsApiCall", "Management"
	if c.kind&readCall != 0 {
		rec.readOnly = reads
	}
	if c.kind&dataCall != 0 {
		rec.category = "Data"
	}
	failed := len(c.compiled.fails) > 0 && dice.chance(errorsPerMille)
	if failed {
		f := c.compiled.fails[dice.tail(len(c.compiled.fails))]
		rec.errorCode = f.code
		rec.errorText = f.message.appendTo(rec.errorText, &x)
	}
	if s.sharedWith {
		rec.shared = derive(e.seed, 0x5ed)
	}
	if c.kind&networkCall != 0 {
		rec.eventType, rec.category, rec.agent, rec.readOnly = "AwsVpceEvent", "NetworkActivity", "", unsaid
		rec.shared = derive(e.seed, 0x5ed)
		rec.endpoint, rec.endpointAccount = s.endpoint, accounts[s.account].id
		if rec.endpoint == "" {
			rec.endpoint = "vpce-0c0ffee0miru00001"
		}
		return
	}
	if c.kind&global == 0 {
		rec.endpoint = s.endpoint
	}
	rec.resources = c.compiled.resources.appendTo(rec.resources, &x)
	if c.kind&serviceCall != 0 {
		rec.eventType, rec.identity = "AwsServiceEvent", append(rec.identity[:0], `{"accountId":"`+rec.account+`","invokedBy":"AWS Internal"}`...)
		rec.address, rec.agent, rec.requestID = "AWS Internal", "AWS Internal", noRequest
		rec.request, rec.response = append(rec.request, "null"...), append(rec.response, "null"...)
		rec.details = kmsDetails.appendTo(rec.details, &x)
		return
	}
	rec.tls, rec.host, rec.fromConsole = s.tls, c.compiled.endpoint[x.region], s.tokenFlag && c.kind&s3Call == 0
	rec.request = c.compiled.request.appendTo(rec.request, &x)
	if failed {
		rec.response = append(rec.response, "null"...)
	} else {
		rec.response = c.compiled.response.appendTo(rec.response, &x)
	}
	switch {
	case c.kind&s3Call != 0:
		rec.requestID = s3Request
		rec.additional = r.s3Data(rec.additional, &x, s, c)
	case c.kind&dynamoCall != 0:
		rec.requestID, rec.apiVersion = dynamoRequest, "2012-08-10"
	case c.source == "organizations" || c.source == "health":
		rec.apiVersion = "2016-08-04"
	}
	r.addUnknown(&dice)
}

// s3Data is what S3 puts into additionalEventData.
func (r *renderer) s3Data(b []byte, x *scope, s *session, c *call) []byte {
	dice := x.draw(0x53)
	in, out := 0, 0
	switch c.name {
	case "GetObject":
		out = 300 + dice.tail(8<<20)
	case "PutObject":
		in = 300 + dice.tail(8<<20)
	default:
		out = dice.tail(4 << 10)
	}
	cipher := tlsSuites[0].cipher
	if s.tls != nil {
		cipher = s.tls.cipher
	}
	b = append(append(append(b, `{"SignatureVersion":"SigV4","CipherSuite":"`...), cipher...), `","bytesTransferredIn":`...)
	b = appendInt(b, in, 1)
	b = append(b, `,"AuthenticationMethod":"AuthHeader","x-amz-id-2":"`...)
	b = dice.appendBase64(b, 75)
	b = append(b, `=","bytesTransferredOut":`...)
	return append(appendInt(b, out, 1), '}')
}

// addUnknown gives a few events members that no reader can know: services add
// fields to records, and to elements within them, at any time.
func (r *renderer) addUnknown(dice *prng) {
	rec := &r.rec
	switch n := dice.below(1000); {
	case n < 2:
		rec.unknown = append(rec.unknown, `,"requestContext":{"zoneId":"apne2-az1","hops":1,"budget":9007199254740993}`...)
	case n < 4:
		rec.identity = append(rec.identity[:len(rec.identity)-1], `,"delegation":{"depth":1,"since":1.688560107857E9}}`...)
	}
}

// fillLogin is a sign-in that succeeds, from the office.
//
// Source: https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-aws-console-sign-in-events.html
func fillLogin(rec *record, s *session) {
	identity := s.identity
	if _, rest, found := strings.Cut(identity, `"accessKeyId":"`); found {
		identity = identity[:len(identity)-len(rest)-len(`"accessKeyId":"`)] + rest[len("ASIA0123456789ABCDEF\","):]
	}
	rec.version, rec.source, rec.name = "1.08", "signin", "ConsoleLogin"
	rec.identity = append(rec.identity, identity...)
	rec.region, rec.account = globalRegion, accounts[s.account].id
	rec.address, rec.agent = s.address, browsers[int(label(s.arn)%uint64(len(browsers)))]
	rec.request = append(rec.request, "null"...)
	rec.response = append(rec.response, signInSuccess...)
	rec.additional = append(rec.additional, signInData(s.issue == nil)...)
	rec.requestID, rec.readOnly = noRequest, writes
	rec.eventType, rec.category = "AwsConsoleSignIn", "Management"
	rec.tls, rec.host = &tlsSuites[0], "signin.aws.amazon.com"
}

const (
	signInSuccess = `{"ConsoleLogin":"Success"}`
	signInFailure = `{"ConsoleLogin":"Failure"}`
)

func signInData(mfa bool) string {
	yes := "No"
	if mfa {
		yes = "Yes"
	}
	return `{"LoginTo":"https://console.aws.amazon.com/console/home?hashArgs=%23\u0026isauthcode=true\u0026state=hashArgsFromTB_ap-northeast-2_7c6a","MobileVersion":"No","MFAUsed":"` + yes + `"}`
}

var kmsDetails = compile(`{"rotationType":"AUTOMATIC","keyOrigin":"AWS_KMS","keyId":"<kmskey>"}`)
