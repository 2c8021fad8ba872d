package demo

import "strings"

func (w *world) newKey(r *prng) string { return unique("ASIA", r.next()) }

func pickUser(r *prng, account int) user { return user{account, userOf(r.tail(usersPerAccount))} }

// openConsole is a person in a browser: an IAM user, or a permission set of
// IAM Identity Center, which is a role assumed with SAML.
func (w *world) openConsole(r *prng, s *session) {
	s.tokenFlag = r.chance(650)
	if s.agent == "AWS Internal" || r.chance(250) {
		s.tls = nil
	}
	s.login = true
	if r.chance(400) {
		u := user{s.account, people[r.tail(len(people))]}
		s.arn = u.arn()
		context := `{"attributes":` + attributes(s.start, true) + `}`
		if r.chance(300) {
			context = `{"sessionIssuer":{},"webIdFederationData":{},"attributes":` + attributes(s.start, true) + `}`
		}
		s.identity = u.identity(w.seed, w.newKey(r), context)
		return
	}
	w.openPermissionSet(r, s)
}

var permissionSets = []string{"AdministratorAccess", "ReadOnlyAccess", "PowerUserAccess", "Billing", "SecurityAudit", "DatabaseOperator"}

func (w *world) openPermissionSet(r *prng, s *session) {
	set := pick(r, permissionSets)
	suffix := prng{derive(w.seed, label(set), uint64(s.account))}
	o := role{s.account, "/aws-reserved/sso.amazonaws.com/" + homeRegion + "/", "AWSReservedSSO_" + set + "_" + string(suffix.appendHex(nil, 16))}
	person := people[r.tail(len(people))] + "@" + domain
	a := assumed{role: o, session: person, key: w.newKey(r), since: s.start}
	s.arn, s.identity = a.arn(), a.identity(w.seed)
	provider := "arn:aws:iam::" + accounts[s.account].id + ":saml-provider/AWSSSO_0f3a91c4d2_DO_NOT_DELETE"
	s.issue = &issue{operation: "AssumeRoleWithSAML", account: s.account, assumed: a, seconds: 12 * hour, provider: provider,
		identity: samlIdentity("bWlydS1zc28taWRw=", person), address: s.address, agent: "aws-internal/3 aws-sdk-java/1.12.780 Linux/5.10 OpenJDK_64-Bit_Server_VM"}
}

// openCLI is a person or a script at a terminal.
func (w *world) openCLI(r *prng, s *session) {
	u := pickUser(r, s.account)
	switch n := r.below(100); {
	case n < 50:
		s.arn, s.identity = u.arn(), u.identity(w.seed, u.key(w.seed), "")
	case n < 70:
		w.openPermissionSet(r, s)
	case n < 74:
		key := w.newKey(r)
		s.arn = "arn:aws:sts::" + accounts[s.account].id + ":federated-user/" + u.name
		s.identity = federatedIdentity(w.seed, u, u.name, key, s.start)
		s.issue = &issue{operation: "GetFederationToken", account: s.account, identity: u.identity(w.seed, u.key(w.seed), ""),
			assumed: assumed{role: role{account: s.account}, session: u.name, key: key}, seconds: 12 * hour, address: s.address, agent: s.agent}
	case n < 80:
		key := w.newKey(r)
		s.arn = u.arn()
		s.identity = u.identity(w.seed, key, `{"attributes":`+attributes(s.start, true)+`}`)
		s.issue = &issue{operation: "GetSessionToken", account: s.account, identity: u.identity(w.seed, u.key(w.seed), ""),
			assumed: assumed{role: role{account: s.account}, session: u.name, key: key}, seconds: 12 * hour, address: s.address, agent: s.agent}
	case n < 83:
		id := prng{derive(w.seed, label(u.name))}
		s.arn = u.arn()
		s.identity = identityCenterIdentity(s.account, string(id.appendUUID([]byte("9b6711a04c-"))))
	default:
		w.assumeFrom(r, s, u, roleNames[r.tail(len(roleNames))])
	}
}

// assumeFrom makes the session a role that a user assumes, sometimes from
// another account.
func (w *world) assumeFrom(r *prng, s *session, u user, name string) {
	if r.chance(350) {
		u.account = security
	}
	a := assumed{role: role{s.account, "/", name}, session: strings.ReplaceAll(u.name, ".", "-"), key: w.newKey(r), since: s.start, mfa: r.chance(200)}
	s.arn, s.identity = a.arn(), a.identity(w.seed)
	s.issue = &issue{operation: "AssumeRole", account: u.account, assumed: a, seconds: hour,
		identity: u.identity(w.seed, u.key(w.seed), ""), principal: u.id(w.seed), address: s.address, agent: s.agent}
}

// openTerraform is a deployment, mostly from a CI job with a web identity.
func (w *world) openTerraform(r *prng, s *session) {
	if r.chance(250) {
		u := pickUser(r, s.account)
		if r.chance(500) {
			s.arn, s.identity = u.arn(), u.identity(w.seed, u.key(w.seed), "")
			return
		}
		w.assumeFrom(r, s, u, "deploy")
		return
	}
	provider := "arn:aws:iam::" + accounts[s.account].id + ":oidc-provider/token.actions.githubusercontent.com"
	run := string(appendInt([]byte("GitHubActions-"), 17000000000+r.below(999999999), 1))
	a := assumed{role: role{s.account, "/ci/", "deploy-" + serviceNames[r.tail(len(serviceNames))]}, session: run, key: w.newKey(r), since: s.start, provider: provider}
	s.arn, s.identity = a.arn(), a.identity(w.seed)
	s.address = string(appendInt([]byte("192.0.2."), 1+r.below(250), 1))
	s.issue = &issue{operation: "AssumeRoleWithWebIdentity", account: s.account, assumed: a, seconds: hour, provider: provider,
		identity: webIdentity(provider, "repo:miru/"+serviceNames[r.tail(len(serviceNames))]+":ref:refs/heads/main"), address: s.address, agent: s.agent}
}

// openWorkload is an instance, a function or a task with its role, whose key a
// service fetches.
func (w *world) openWorkload(r *prng, s *session) {
	a := assumed{key: w.newKey(r), since: s.start}
	service := "lambda.amazonaws.com"
	switch n := r.below(100); {
	case n < 30:
		service = "ec2.amazonaws.com"
		id := prng{derive(w.seed, label("instance"), uint64(s.account), uint64(r.tail(900)))}
		a.role, a.session, a.delivery = role{s.account, "/", pick(r, roleNames)}, string(id.appendHex([]byte("i-0"), 16)), "2.0"
	case n < 65:
		name := functionNames[r.tail(len(functionNames))]
		a.role, a.session = role{s.account, "/service-role/", name + "-role"}, name
	default:
		service = "ecs-tasks.amazonaws.com"
		a.role, a.session = role{s.account, "/", serviceNames[r.tail(len(serviceNames))] + "-task"}, string(r.appendHex(nil, 32))
	}
	s.arn, s.identity = a.arn(), a.identity(w.seed)
	if s.address[:3] == "10." && r.chance(700) {
		id := prng{derive(w.seed, label("endpoint"), uint64(s.account), uint64(s.region), uint64(r.below(4)))}
		s.endpoint = string(id.appendHex([]byte("vpce-0"), 16))
	}
	s.issue = &issue{operation: "AssumeRole", account: s.account, assumed: a, seconds: 6 * hour, service: true,
		identity: serviceIdentity(service), address: service, agent: service}
}

var actingServices = []string{"cloudtrail", "logs", "delivery.logs", "autoscaling", "config", "ecs", "backup", "s3", "guardduty", "elasticloadbalancing"}

// openService is AWS at work on the account's behalf.
func (w *world) openService(r *prng, s *session) {
	service := actingServices[r.tail(len(actingServices))] + ".amazonaws.com"
	s.address, s.agent, s.tls = service, service, nil
	if r.chance(300) {
		name := "AWSServiceRoleFor" + pick(r, []string{"AutoScaling", "ECS", "Config", "Backup"})
		a := assumed{role: role{s.account, "/aws-service-role/" + service + "/", name}, session: pick(r, []string{"AutoScaling", "ecs-service-scheduler", "configLambdaExecution", "backup-job"}), since: s.start, invokedBy: service}
		s.arn, s.identity = a.arn(), a.identity(w.seed)
		return
	}
	if r.chance(60) {
		// A partner outside the organisation reads a shared bucket.
		s.arn, s.address, s.agent = "arn:aws:iam::777788889999:root", "198.51.100.77", "aws-cli/2.15.30 Python/3.11.8 Linux/5.15 botocore/2.4.5"
		s.identity = accountIdentity(unique("AIDA", derive(w.seed, label("partner"))), "777788889999")
		s.sharedWith = true
		return
	}
	s.arn, s.identity, s.sharedWith = service, serviceIdentity(service), r.chance(500)
}

// openScanner is a posture tool that walks the accounts from the security account.
func (w *world) openScanner(r *prng, s *session) {
	s.address = string(appendInt([]byte("192.0.2."), 200+r.below(4), 1))
	u := user{security, "posture-scanner"}
	a := assumed{role: role{s.account, "/", "posture-audit"}, session: "posture-" + string(r.appendHex(nil, 8)), key: w.newKey(r), since: s.start}
	s.arn, s.identity = a.arn(), a.identity(w.seed)
	s.issue = &issue{operation: "AssumeRole", account: security, assumed: a, seconds: hour,
		identity: u.identity(w.seed, u.key(w.seed), ""), principal: u.id(w.seed), address: s.address, agent: s.agent}
}
