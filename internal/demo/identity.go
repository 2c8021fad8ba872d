package demo

import "strings"

// The userIdentity element by type, as text.
//
// Source: https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-user-identity.html

// user is an IAM user and, for a role or a federated user, what stands behind it.
type user struct {
	account int
	name    string
}

func (u user) id(world uint64) string {
	return unique("AIDA", derive(world, label("user"), uint64(u.account), label(u.name)))
}

func (u user) key(world uint64) string {
	return unique("AKIA", derive(world, label("key"), uint64(u.account), label(u.name)))
}

func (u user) arn() string { return "arn:aws:iam::" + accounts[u.account].id + ":user/" + u.name }

// identity is the user with an access key; session is a sessionContext or empty.
func (u user) identity(world uint64, key, session string) string {
	s := `{"type":"IAMUser","principalId":"` + u.id(world) + `","arn":"` + u.arn() + `","accountId":"` + accounts[u.account].id + `"`
	if key != "" {
		s += `,"accessKeyId":"` + key + `"`
	}
	s += `,"userName":"` + u.name + `"`
	if session != "" {
		s += `,"sessionContext":` + session
	}
	return s + "}"
}

// role is an IAM role; path is "/" or "/…/".
type role struct {
	account    int
	path, name string
}

func (o role) id(world uint64) string {
	return unique("AROA", derive(world, label("role"), uint64(o.account), label(o.name)))
}

func (o role) arn() string {
	return "arn:aws:iam::" + accounts[o.account].id + ":role" + o.path + o.name
}

func (o role) sessionARN(session string) string {
	return "arn:aws:sts::" + accounts[o.account].id + ":assumed-role/" + o.name + "/" + session
}

// assumed is one use of a role.
type assumed struct {
	role
	session   string
	key       string // empty when a service acts and CloudTrail shows none
	since     int64
	mfa       bool
	provider  string // of a web identity
	invokedBy string
	delivery  string // ec2RoleDelivery
}

func (a assumed) arn() string { return a.sessionARN(a.session) }

func (a assumed) identity(world uint64) string {
	var b strings.Builder
	id, account := a.id(world), accounts[a.account].id
	b.WriteString(`{"type":"AssumedRole","principalId":"` + id + ":" + a.session + `","arn":"` + a.arn() + `","accountId":"` + account + `"`)
	if a.key != "" {
		b.WriteString(`,"accessKeyId":"` + a.key + `"`)
	}
	b.WriteString(`,"sessionContext":{"sessionIssuer":{"type":"Role","principalId":"` + id + `","arn":"` + a.role.arn() + `","accountId":"` + account + `","userName":"` + a.name + `"}`)
	if a.provider != "" {
		b.WriteString(`,"webIdFederationData":{"federatedProvider":"` + a.provider + `","attributes":{}}`)
	}
	b.WriteString(`,"attributes":` + attributes(a.since, a.mfa))
	if a.delivery != "" {
		b.WriteString(`,"ec2RoleDelivery":"` + a.delivery + `"`)
	}
	b.WriteString("}")
	if a.invokedBy != "" {
		b.WriteString(`,"invokedBy":"` + a.invokedBy + `"`)
	}
	b.WriteString("}")
	return b.String()
}

func attributes(since int64, mfa bool) string {
	yes := "false"
	if mfa {
		yes = "true"
	}
	return `{"creationDate":"` + string(appendISO(nil, since)) + `","mfaAuthenticated":"` + yes + `"}`
}

func serviceIdentity(service string) string {
	return `{"type":"AWSService","invokedBy":"` + service + `"}`
}

func accountIdentity(principal, account string) string {
	return `{"type":"AWSAccount","principalId":"` + principal + `","accountId":"` + account + `"}`
}

func rootIdentity(account int, key string, since int64) string {
	id := accounts[account].id
	s := `{"type":"Root","principalId":"` + id + `","arn":"arn:aws:iam::` + id + `:root","accountId":"` + id + `"`
	if key != "" {
		s += `,"accessKeyId":"` + key + `","sessionContext":{"attributes":` + attributes(since, true) + `}`
	}
	return s + "}"
}

func federatedIdentity(world uint64, by user, name, key string, since int64) string {
	id := accounts[by.account].id
	return `{"type":"FederatedUser","principalId":"` + id + ":" + name + `","arn":"arn:aws:sts::` + id + ":federated-user/" + name +
		`","accountId":"` + id + `","accessKeyId":"` + key + `","sessionContext":{"sessionIssuer":{"type":"IAMUser","principalId":"` + by.id(world) +
		`","arn":"` + by.arn() + `","accountId":"` + id + `","userName":"` + by.name + `"},"attributes":` + attributes(since, false) + `}}`
}

func samlIdentity(provider, name string) string {
	return `{"type":"SAMLUser","principalId":"` + provider + ":" + name + `","userName":"` + name + `","identityProvider":"` + provider + `"}`
}

func webIdentity(provider, subject string) string {
	return `{"type":"WebIdentityUser","principalId":"` + provider + ":sts.amazonaws.com:" + subject + `","userName":"` + subject + `","identityProvider":"` + provider + `"}`
}

func identityCenterIdentity(account int, userID string) string {
	id := accounts[account].id
	return `{"type":"IdentityCenterUser","accountId":"` + id + `","onBehalfOf":{"userId":"` + userID +
		`","identityStoreArn":"arn:aws:identitystore::` + accounts[management].id + `:identitystore/d-9b6711a04c"},"credentialId":"` + userID + `-cli"}`
}
