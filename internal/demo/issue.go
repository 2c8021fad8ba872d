package demo

// issue is an STS call that gives out a session's access key. When the caller is
// in another account both accounts receive an event, with one sharedEventID.
//
// Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/cloudtrail-integration.html
type issue struct {
	operation string
	account   int    // the caller's
	identity  string // the caller's
	principal string // the caller's principalId, as the other account sees it
	assumed   assumed
	seconds   int
	provider  string
	service   bool
	address   string
	agent     string
}

// crossAccount tells whether a second account receives the event, too.
func (i *issue) crossAccount() bool { return i.account != i.assumed.account }

// fill makes rec the event of the call. For twin it is the one that the role's
// account receives of a call from another account.
func (i *issue) fill(rec *record, world, seed uint64, at int64, twin bool) {
	id := accounts[i.assumed.account].id
	rec.version, rec.source, rec.name = "1.08", "sts", i.operation
	rec.identity = append(rec.identity[:0], i.identity...)
	rec.account = accounts[i.account].id
	rec.address, rec.agent = i.address, i.agent
	rec.readOnly, rec.eventType, rec.category = reads, "AwsApiCall", "Management"
	rec.region = globalRegion
	rec.host = "sts.amazonaws.com"
	if !i.service {
		rec.tls = &tlsSuites[0]
	}
	if twin {
		rec.identity = append(rec.identity[:0], accountIdentity(i.principal, accounts[i.account].id)...)
		rec.account = id
	}
	switch {
	case i.service:
		rec.shared = derive(seed, 0x5ed)
	case i.crossAccount():
		// The two events have seeds of their own, but the issued key in common.
		rec.shared = derive(world, label(i.assumed.key))
	}
	rec.request = i.appendRequest(rec.request[:0], seed)
	rec.response = i.appendResponse(rec.response[:0], world, at)
	if i.assumed.name != "" {
		rec.resources = append(rec.resources[:0], `[{"accountId":"`+id+`","type":"AWS::IAM::Role","ARN":"`+i.assumed.role.arn()+`"}]`...)
	}
}

func (i *issue) appendRequest(b []byte, seed uint64) []byte {
	r := prng{derive(seed, 0x4e9)}
	switch i.operation {
	case "GetFederationToken":
		return append(b, `{"name":"`+i.assumed.session+`","durationSeconds":43200}`...)
	case "GetSessionToken":
		return append(b, `{"durationSeconds":43200,"serialNumber":"arn:aws:iam::`+accounts[i.account].id+`:mfa/`+i.assumed.session+`"}`...)
	case "AssumeRoleWithSAML":
		b = r.appendUUID(append(b, `{"sAMLAssertionID":"_`...))
		b = append(b, `","roleSessionName":"`+i.assumed.session+`","principalTags":{"부서":"`+pick(&r, notes[:3])+`"},"durationSeconds":`...)
		b = appendInt(b, i.seconds, 1)
		return append(b, `,"roleArn":"`+i.assumed.role.arn()+`","principalArn":"`+i.provider+`"}`...)
	}
	b = append(b, `{"roleArn":"`+i.assumed.role.arn()+`","roleSessionName":"`+i.assumed.session+`","durationSeconds":`...)
	return append(appendInt(b, i.seconds, 1), '}')
}

// The session token follows from the key: a call that two accounts record shows
// the same response in both.
func (i *issue) appendResponse(b []byte, world uint64, at int64) []byte {
	r := prng{derive(world, label(i.assumed.key), 0x70c)}
	b = append(b, `{"credentials":{"accessKeyId":"`+i.assumed.key+`","sessionToken":"IQoJb3JpZ2luX2Vj`...)
	b = r.appendBase64(b, 104)
	b = append(b, `","expiration":"`...)
	b = appendWords(b, at+int64(i.seconds))
	b = append(b, `"}`...)
	switch i.operation {
	case "GetSessionToken":
		return append(b, '}')
	case "GetFederationToken":
		id := accounts[i.account].id
		return append(b, `,"federatedUser":{"federatedUserId":"`+id+`:`+i.assumed.session+`","arn":"arn:aws:sts::`+id+`:federated-user/`+i.assumed.session+`"},"packedPolicySize":6}`...)
	}
	b = append(b, `,"assumedRoleUser":{"assumedRoleId":"`+i.assumed.id(world)+`:`+i.assumed.session+`","arn":"`+i.assumed.arn()+`"}`...)
	switch i.operation {
	case "AssumeRoleWithSAML":
		b = append(b, `,"subject":"`+i.assumed.session+`","subjectType":"persistent","issuer":"https://portal.sso.ap-northeast-2.amazonaws.com/saml/assertion/MTExMTIyMjIzMzMz","audience":"https://signin.aws.amazon.com/saml","nameQualifier":"bWlydS1zc28taWRw="`...)
	case "AssumeRoleWithWebIdentity":
		b = append(b, `,"provider":"`+i.provider+`","audience":"sts.amazonaws.com","subjectFromWebIdentityToken":"repo:miru"`...)
	}
	return append(b, '}')
}
