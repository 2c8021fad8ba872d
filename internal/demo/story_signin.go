package demo

// browser is an actor at the sign-in page, where there is no key yet.
func (t *teller) browser(name, address string) actor {
	return actor{management, user{management, name}.identity(t.world.seed, "", ""), address, browsers[0]}
}

func tellSignIns(t *teller) {
	where := siteOf(management, usEast1)
	for i, name := range people[:8] {
		who := t.browser(name, allowedAddress)
		if i%4 == 3 {
			t.at(clock(0, 5+7*i), where, who.signsIn(false))
		}
		t.at(clock(0, 6+7*i), where, who.signsIn(true))
	}
}

// foreignAddress is not the office's; it is the intruder's throughout.
const foreignAddress = "198.51.100.203"

func tellForeignSignIns(t *teller) {
	where := siteOf(management, usEast1)
	who := t.browser("jiwoo.jung", foreignAddress)
	for i := range 3 {
		t.at(clock(17, 10+i), where, who.signsIn(false))
	}
	t.at(clock(17, 14), where, who.signsIn(true))
	t.at(clock(18, 2), where, t.browser("emma.murphy", "192.0.2.66").signsIn(true))
}

func tellBurst(t *teller) {
	t.day = t.world.days - 1
	who := t.browser("minji.kim", foreignAddress)
	for i := range 8 {
		t.at(day-19-70*(7-i), siteOf(management, usEast1), who.signsIn(false))
	}
}

func tellRoot(t *teller) {
	where := siteOf(management, usEast1)
	since := t.second(clock(16, 30))
	key := t.key("ASIA", "root")
	door := actor{management, rootIdentity(management, "", 0), foreignAddress, browsers[2]}
	root := actor{management, rootIdentity(management, key, since), foreignAddress, browsers[2]}
	t.at(clock(16, 30), where, door.signsIn(true))
	t.at(clock(16, 33), where, root.reads(usEast1, "iam", "GetAccountSummary", "null"))
	t.at(clock(16, 35), where, root.reads(usEast1, "iam", "ListUsers", "null"))
	t.at(clock(16, 41), where, root.does(usEast1, "iam", "DeactivateMFADevice", `{"userName":"jiwoo.jung","serialNumber":"arn:aws:iam::111122223333:mfa/jiwoo.jung"}`, "null"))
	t.at(clock(16, 47), where, root.does(usEast1, "iam", "UpdateAccountPasswordPolicy", `{"minimumPasswordLength":8,"requireSymbols":false,"maxPasswordAge":0}`, "null"))
}

// intruder is the user that root's chapter leads to.
const intruder = "svc-backup-restore"

func tellUserCreated(t *teller) {
	where := siteOf(production, usEast1)
	admin := t.person(production, "jiwoo.jung", foreignAddress)
	u := user{production, intruder}
	t.at(clock(17, 20), where, admin.does(usEast1, "iam", "CreateUser", `{"userName":"`+intruder+`","tags":[{"key":"목적","value":"백업 복구 \u0026 점검"}]}`,
		`{"user":{"path":"/","userName":"`+intruder+`","userId":"`+u.id(t.world.seed)+`","arn":"`+u.arn()+`","createDate":"`+string(appendWords(nil, t.second(clock(17, 20))))+`"}}`))
	t.at(clock(17, 21), where, admin.does(usEast1, "iam", "AttachUserPolicy", `{"userName":"`+intruder+`","policyArn":"arn:aws:iam::aws:policy/AdministratorAccess"}`, "null"))
	t.at(clock(17, 23), where, admin.does(usEast1, "iam", "CreateAccessKey", `{"userName":"`+intruder+`"}`,
		`{"accessKey":{"userName":"`+intruder+`","accessKeyId":"`+u.key(t.world.seed)+`","status":"Active","createDate":"`+string(appendWords(nil, t.second(clock(17, 23))))+`"}}`))
	t.at(clock(17, 24), where, admin.does(usEast1, "iam", "CreateLoginProfile", `{"userName":"`+intruder+`","passwordResetRequired":false}`,
		`{"loginProfile":{"userName":"`+intruder+`","createDate":"`+string(appendWords(nil, t.second(clock(17, 24))))+`","passwordResetRequired":false}}`))
	t.at(clock(17, 26), where, t.person(production, intruder, foreignAddress).reads(usEast1, "sts", "GetCallerIdentity", "null"))
}
