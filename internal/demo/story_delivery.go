package demo

import "strconv"

func tellSecondTrail(t *teller) {
	who := t.person(secondTrailAccount, "sota.takahashi", allowedAddress)
	where := siteOf(secondTrailAccount, apNortheast2)
	for i := range 12 {
		t.at(clock(5, 20)+i*45, where, who.does(apNortheast2, "cloudformation", "UpdateStack",
			`{"stackName":"cart-`+strconv.Itoa(i)+`","usePreviousTemplate":true,"tags":[{"key":"担当","value":"高橋 颯太"}]}`,
			`{"stackId":"arn:aws:cloudformation:ap-northeast-2:555566667777:stack/cart-`+strconv.Itoa(i)+`/7f0c2a10-0000-4000-8000-0000000000aa"}`))
	}
}

func tellNeighbours(t *teller) {
	who := t.person(production, "monitoring", "10.32.9.9")
	for i := range 12 {
		t.late(clock(23, 53)+i*20, 8*minute, siteOf(production, apNortheast2), who.reads(apNortheast2, "monitoring", "DescribeAlarms", `{"maxRecords":100}`))
	}
}

func tellLate(t *teller) {
	who := t.person(production, "pos-upload", "192.0.2.31")
	for i, delay := range []int{6 * hour, 11 * hour, 26 * hour, 26 * hour, 50 * hour, 70 * hour} {
		s := who.does(apNortheast1, "s3", "PutObject", "", "null").onObject(production, "miru-production-orders-export-ap-northeast-1", "late/"+strconv.Itoa(i)+".csv")
		t.late(clock(20, 10)+i*60, delay, siteOf(production, apNortheast1), s)
	}
}

func tellWrongRegion(t *teller) {
	who := t.person(production, "junho.lee", allowedAddress)
	for i := range 5 {
		t.at(clock(6, 30)+i*60, siteOf(production, usEast1), who.reads(euWest1, "s3", "GetBucketLocation", `{"bucketName":"miru-production-assets-eu-west-1","location":"","Host":"s3.amazonaws.com"}`))
	}
}

// tellForgery puts a second record under the ID of one that is there. What the
// truth counts by (day, account, name, error) is the same in both, so it does
// not matter which of them a reader keeps.
func tellForgery(t *teller) {
	second := clock(19, 30)
	where := siteOf(production, apNortheast2)
	request := `{"secretId":"arn:aws:secretsmanager:ap-northeast-2:333344445555:secret:prod/members/db"}`
	t.at(second, where, t.person(production, intruder, foreignAddress).reads(apNortheast2, "secretsmanager", "GetSecretValue", request))
	original := t.days[t.day][len(t.days[t.day])-1]
	copied := original
	copied.scene = t.person(production, "hayoon.kang", allowedAddress).reads(apNortheast2, "secretsmanager", "GetSecretValue", request)
	copied.scene.forged = true
	copied.deliver = original.at + 2*hour
	t.days[t.day] = append(t.days[t.day], copied)
}

// tellOddities has one event for each thing that readers get wrong.
func tellOddities(t *teller) {
	where := siteOf(development, apNortheast2)
	who := t.person(development, "yui.suzuki", allowedAddress)
	for i, request := range []string{
		`{"limit":9007199254740993,"negative":-9223372036854775808,"unsigned":18446744073709551615}`,
		`{"startTime":1.688560107857E9,"ratio":0.10,"exponent":1E400,"minusZero":-0.0}`,
		`{"query":"a \u0026\u0026 b \u003c c \u003e d","slash":"\/","solidus":"/"}`,
		`{"name":"배포 담당 김민지","者":"東京の検証","emoji":"\ud83d\ude80","text":"🚀"}`,
		`{"empty":"","nothing":null,"list":[],"object":{},"nested":[[1,[2]],{"a":{"b":{"c":[true,false,null]}}}]}`,
		`{"control":"tab\tline\nreturn\r\u0001","quote":"\"","backslash":"\\"}`,
	} {
		t.at(clock(7, 10)+i*60, where, who.does(apNortheast2, "ssm", "PutParameter", request, `{"version":9007199254740993,"tier":"Standard"}`))
	}
	s := who.does(apNortheast2, "ssm", "PutParameter", `{"name":"/unknown"}`, "null")
	s.unknown = []byte(`,"requestContext":{"zoneId":"apne2-az1","path":[1,2.50,"\u003c"]},"x-new":null`)
	t.at(clock(7, 20), where, s)
	inside := *s
	inside.unknown = nil
	inside.identity = []byte(who.identity[:len(who.identity)-1] + `,"delegation":{"depth":1,"by":"서비스"}}`)
	t.at(clock(7, 21), where, &inside)
	korean := assumed{role: role{development, "/", "deploy"}, session: "배포-김민지", key: t.key("ASIA", "korean"), since: t.second(clock(7, 0))}
	who.identity = korean.identity(t.world.seed)
	t.at(clock(7, 22), where, who.reads(apNortheast2, "ssm", "GetParameter", `{"name":"/shop/api/url","withDecryption":true}`))
	addendum := who.reads(apNortheast2, "ssm", "GetParameter", `{"name":"/shop/api/url"}`)
	addendum.unknown = []byte(`,"addendum":{"reason":"UPDATED_DATA","updatedFields":"responseElements","originalRequestID":"none","originalEventID":"` + t.chapters[len(t.chapters)-1].Events[0] + `"}`)
	t.at(clock(7, 23), where, addendum)
}

func tellIdentities(t *teller) {
	seed, since := t.world.seed, t.second(clock(8, 0))
	u := user{production, "grace.oh"}
	provider := "arn:aws:iam::333344445555:oidc-provider/token.actions.githubusercontent.com"
	for i, identity := range []string{
		rootIdentity(production, t.key("ASIA", "root-2"), since),
		u.identity(seed, u.key(seed), ""),
		assumed{role: role{production, "/", "deploy"}, session: "grace", key: t.key("ASIA", "grace"), since: since}.identity(seed),
		federatedIdentity(seed, u, "grace.oh", t.key("ASIA", "grace-federated"), since),
		accountIdentity(u.id(seed), accounts[security].id),
		serviceIdentity("cloudtrail.amazonaws.com"),
		samlIdentity("bWlydS1zc28taWRw=", "grace.oh@"+domain),
		webIdentity(provider, "repo:miru/cart:ref:refs/heads/main"),
		identityCenterIdentity(production, "9b6711a04c-3c1f6d1e-5a0b-4a57-9d43-70ad6a8a6c11"),
	} {
		who := actor{production, identity, allowedAddress, agents[cli][1]}
		t.at(clock(8, 1)+i*60, siteOf(production, usEast1), who.reads(usEast1, "sts", "GetCallerIdentity", "null"))
	}
}
