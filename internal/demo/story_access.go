package demo

import "strconv"

func tellObjects(t *teller) {
	where := siteOf(staging, apNortheast2)
	who := t.person(staging, "ci-artifacts", allowedAddress)
	bucket := "miru-staging-artifacts-ap-northeast-2"
	for i := range 24 {
		key := "build/release-" + strconv.Itoa(i/3) + ".zip"
		call := []string{"PutObject", "GetObject", "DeleteObject"}[i%3]
		s := who.does(apNortheast2, "s3", call, "", "null").onObject(staging, bucket, key)
		if call == "GetObject" {
			s.readOnly = reads
		}
		s.additional = []byte(`{"SignatureVersion":"SigV4","CipherSuite":"TLS_AES_128_GCM_SHA256","bytesTransferredIn":1.048576E7,"AuthenticationMethod":"AuthHeader","bytesTransferredOut":0}`)
		t.at(clock(3, 10)+i*20, where, s)
	}
}

func tellThrottling(t *teller) {
	where := siteOf(production, apNortheast2)
	who := t.person(production, "erp-sync", "10.32.7.21")
	for i := range 90 {
		s := who.reads(apNortheast2, "kms", "Decrypt", `{"encryptionContext":{"aws:s3:arn":"arn:aws:s3:::miru-production-settlement-ap-northeast-2"},"encryptionAlgorithm":"SYMMETRIC_DEFAULT"}`)
		if i%6 == 5 {
			s = who.does(apNortheast2, "athena", "StartQueryExecution", `{"queryString":"***OMITTED***","workGroup":"primary"}`, "null")
		}
		t.at(clock(2, 30)+i*4, where, s.fails("ThrottlingException", "Rate exceeded"))
	}
}

func tellAccessDenied(t *teller) {
	who := t.person(production, "partner-sftp", "192.0.2.140")
	u := user{production, "partner-sftp"}
	for i := range 60 {
		source, name := "secretsmanager", "ListSecrets"
		code := "AccessDenied"
		switch i % 4 {
		case 1:
			source, name, code = "ec2", "DescribeSnapshots", "Client.UnauthorizedOperation"
		case 2:
			source, name, code = "dynamodb", "ListTables", "AccessDeniedException"
		case 3:
			source, name = "s3", "GetBucketPolicy"
		}
		s := who.reads(apNortheast2, source, name, "null")
		t.at(clock(15, 2)+i*9, siteOf(production, apNortheast2), s.fails(code, "User: "+u.arn()+" is not authorized to perform: "+source+":"+name+" because no identity-based policy allows the "+source+":"+name+" action"))
	}
}

func tellExfiltration(t *teller) {
	who := t.person(production, intruder, foreignAddress)
	who.agent = "rclone/v1.68.2"
	bucket := "miru-production-member-uploads-ap-northeast-2"
	where := siteOf(production, apNortheast2)
	list := who.reads(apNortheast2, "s3", "ListObjects", "").onObject(production, bucket, "uploads/profile/")
	list.readOnly = reads
	t.at(clock(18, 0), where, list)
	for i := range 240 {
		s := who.reads(apNortheast2, "s3", "GetObject", "").onObject(production, bucket, "uploads/profile/회원-"+strconv.Itoa(100000+i*37)+".jpg")
		s.additional = []byte(`{"SignatureVersion":"SigV4","CipherSuite":"TLS_AES_128_GCM_SHA256","bytesTransferredIn":0,"AuthenticationMethod":"AuthHeader","bytesTransferredOut":` + strconv.Itoa(2000000+i*7919) + `}`)
		t.at(clock(18, 1)+i*5, where, s)
	}
}

func tellTampering(t *teller) {
	where := siteOf(production, apNortheast2)
	who := t.person(production, intruder, foreignAddress)
	trail := "arn:aws:cloudtrail:ap-northeast-2:333344445555:trail/miru-production-local"
	t.at(clock(19, 1), where, who.reads(apNortheast2, "cloudtrail", "DescribeTrails", `{"includeShadowTrails":false,"trailNameList":[]}`))
	t.at(clock(19, 3), where, who.does(apNortheast2, "cloudtrail", "PutEventSelectors", `{"trailName":"`+trail+`","eventSelectors":[{"readWriteType":"WriteOnly","includeManagementEvents":true,"dataResources":[],"excludeManagementEventSources":["kms.amazonaws.com"]}]}`, `{"trailARN":"`+trail+`"}`))
	t.at(clock(19, 4), where, who.does(apNortheast2, "cloudtrail", "StopLogging", `{"name":"`+trail+`"}`, "null"))
	t.at(clock(19, 6), where, who.does(apNortheast2, "cloudtrail", "DeleteTrail", `{"name":"`+trail+`"}`, "null"))
	t.at(clock(19, 9), where, who.does(apNortheast2, "cloudtrail", "StopLogging", `{"name":"arn:aws:cloudtrail:ap-northeast-2:111122223333:trail/miru-organization-trail"}`, "null").fails("InsufficientDependencyServiceAccessPermissionException", "This operation is not permitted on an organization trail from a member account."))
}

// tellRoleChain follows one key through three roles: the key that each call
// gives out makes the next one.
func tellRoleChain(t *teller) {
	who := t.person(development, "daniel.kwon", foreignAddress)
	hops := []role{{staging, "/", "deploy"}, {production, "/", "data-export"}, {logArchive, "/", "audit-readonly"}}
	for i, o := range hops {
		at := clock(14, 5+8*i)
		a := assumed{role: o, session: "hop-" + strconv.Itoa(i+1), key: t.key("ASIA", "chain-"+strconv.Itoa(i)), since: t.second(at)}
		is := issue{operation: "AssumeRole", account: who.account, assumed: a, seconds: hour, identity: who.identity, principal: unique("AROA", label(who.identity)), address: who.address, agent: who.agent}
		s, twin := &scene{}, &scene{}
		is.fill(&s.record, t.world.seed, 0, t.second(at), false)
		is.fill(&twin.record, t.world.seed, 0, t.second(at), true)
		t.at(at, siteOf(who.account, usEast1), s)
		t.at(at, siteOf(o.account, usEast1), twin)
		who = actor{o.account, a.identity(t.world.seed), foreignAddress, who.agent}
		t.at(at+minute, siteOf(o.account, usEast1), who.reads(usEast1, "sts", "GetCallerIdentity", "null"))
	}
	t.at(clock(14, 40), siteOf(logArchive, apNortheast2), who.reads(apNortheast2, "s3", "GetObject", "").onObject(logArchive, logBucket, "AWSLogs/o-m1ru7d3m0q/index"))
}

func tellNetworkActivity(t *teller) {
	who := t.person(production, "report-bot", "10.32.7.90")
	for i := range 6 {
		s := who.reads(apNortheast2, "s3", "GetObject", "").fails("VpceAccessDenied", "The request was denied due to a VPC endpoint policy")
		s.request, s.response, s.agent, s.tls, s.readOnly = nil, nil, "", nil, unsaid
		s.eventType, s.category = "AwsVpceEvent", "NetworkActivity"
		s.endpoint, s.endpointAccount = "vpce-0a1b2c3d4e5f60718", accounts[production].id
		s.shared = derive(t.world.seed, label("network"), uint64(i))
		t.at(clock(4, 15)+i*30, siteOf(production, apNortheast2), s)
	}
}
