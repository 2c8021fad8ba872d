package demo

// scene is an event of the story: a whole record, told and not drawn.
type scene struct {
	record
	forged bool // a copy of another event's ID with other content
}

// fill copies the scene into rec, whose buffers stay rec's own.
func (s *scene) fill(rec *record) {
	own := *rec
	*rec = s.record
	rec.at, rec.seed = own.at, own.seed
	rec.identity = append(own.identity, s.identity...)
	rec.errorText = append(own.errorText, s.errorText...)
	rec.request = append(own.request, s.request...)
	rec.response = append(own.response, s.response...)
	rec.additional = append(own.additional, s.additional...)
	rec.resources = append(own.resources, s.resources...)
	rec.details = append(own.details, s.details...)
	rec.unknown = append(own.unknown, s.unknown...)
}

// actor is who does something in a scene, and from where.
type actor struct {
	account                  int
	identity, address, agent string
}

// does is the scene of a call in the actor's account; request and response are
// JSON text.
func (a actor) does(region int, source, name, request, response string) *scene {
	return &scene{record: record{
		version: "1.11", identity: []byte(a.identity), source: source, name: name, region: regions[region],
		address: a.address, agent: a.agent, request: []byte(request), response: []byte(response),
		readOnly: writes, eventType: "AwsApiCall", category: "Management", account: accounts[a.account].id,
		tls: &tlsSuites[0], host: host(source, regions[region]),
	}}
}

func (a actor) reads(region int, source, name, request string) *scene {
	s := a.does(region, source, name, request, "null")
	s.readOnly = reads
	return s
}

// fails makes the call one that was refused.
func (s *scene) fails(code, message string) *scene {
	s.errorCode, s.errorText, s.response = code, []byte(message), []byte("null")
	return s
}

// onObject makes the call a data event of S3.
func (s *scene) onObject(account int, bucket, key string) *scene {
	s.category, s.requestID = "Data", s3Request
	s.resources = []byte(`[{"type":"AWS::S3::Object","ARN":"arn:aws:s3:::` + bucket + `/` + key + `"},{"accountId":"` + accounts[account].id + `","type":"AWS::S3::Bucket","ARN":"arn:aws:s3:::` + bucket + `"}]`)
	s.request = []byte(`{"bucketName":"` + bucket + `","Host":"` + bucket + `.s3.` + s.region + `.amazonaws.com","key":"` + key + `"}`)
	s.host = bucket + ".s3." + s.region + ".amazonaws.com"
	return s
}

// signsIn is a console sign-in, good or failed.
func (a actor) signsIn(good bool) *scene {
	s := a.does(usEast1, "signin", "ConsoleLogin", "null", signInSuccess)
	s.version, s.eventType, s.requestID, s.host = "1.08", "AwsConsoleSignIn", noRequest, "signin.aws.amazon.com"
	s.additional = []byte(signInData(good))
	if !good {
		s.response, s.errorText = []byte(signInFailure), []byte("Failed authentication")
	}
	return s
}
