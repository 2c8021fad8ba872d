package main

import (
	"fmt"
	"math/rand/v2"

	"tarn/internal/rows"
)

// teller gives made-up events what dashboards ask for, in shares like those of the demonstration: a few of all people, services and accounts
// do most.
type teller struct {
	b      *rows.Batch
	random *rand.Rand
	leaf   map[string]int
	who    []person
}

// person is someone of an account.
type person struct{ account, arn, name, kind, address []byte }

var told = []string{"eventSource", "awsRegion", "recipientAccountId", "sourceIPAddress", "userAgent", "errorCode", "readOnly", "eventType", "eventCategory",
	"userIdentity.type", "userIdentity.arn", "userIdentity.accountId", "userIdentity.principalId", "userIdentity.userName"}

// calls are services with their operations; the first ones are asked for most.
var calls = []struct {
	source string
	names  []string
	reads  bool
}{
	{"sts.amazonaws.com", []string{"AssumeRole", "GetCallerIdentity"}, true}, {"s3.amazonaws.com", []string{"GetObject", "ListObjects", "GetBucketAcl"}, true},
	{"ec2.amazonaws.com", []string{"DescribeInstances", "DescribeVolumes", "DescribeSecurityGroups"}, true}, {"kms.amazonaws.com", []string{"Decrypt", "GenerateDataKey"}, true},
	{"s3.amazonaws.com", []string{"PutObject", "DeleteObject"}, false}, {"lambda.amazonaws.com", []string{"ListFunctions", "GetFunction"}, true},
	{"dynamodb.amazonaws.com", []string{"DescribeTable", "UpdateTable"}, true}, {"logs.amazonaws.com", []string{"CreateLogStream", "PutRetentionPolicy"}, false},
	{"iam.amazonaws.com", []string{"GetRole", "ListUsers"}, true}, {"ec2.amazonaws.com", []string{"RunInstances", "StopInstances"}, false},
	{"iam.amazonaws.com", []string{"CreateUser", "AttachUserPolicy"}, false}, {"signin.amazonaws.com", []string{"ConsoleLogin"}, false},
}

var (
	regions = []string{"ap-northeast-2", "us-east-1", "ap-northeast-1", "eu-west-1", "us-west-2"}
	denials = []string{"AccessDenied", "Client.UnauthorizedOperation", "NoSuchBucket", "ThrottlingException", "ResourceNotFoundException"}
)

func newTeller(b *rows.Batch, random *rand.Rand) *teller {
	t := &teller{b: b, random: random, leaf: map[string]int{}}
	for _, name := range told {
		t.leaf[name] = b.Leaf(name)
	}
	for i := range 400 {
		account, name := fmt.Sprintf("%012d", 111122223333+i%8*1111), fmt.Sprintf("person-%d", i)
		p := person{account: []byte(account), name: []byte(name), kind: []byte("IAMUser"), arn: []byte("arn:aws:iam::" + account + ":user/" + name), address: fmt.Appendf(nil, "203.0.113.%d", i%250)}
		if i%3 == 0 {
			p.kind, p.arn = []byte("AssumedRole"), []byte("arn:aws:sts::"+account+":assumed-role/role-"+name+"/session")
		}
		t.who = append(t.who, p)
	}
	return t
}

// few is a number below n, a small one more likely than a large one.
func (t *teller) few(n int) int { return min(t.random.IntN(n), t.random.IntN(n)) }

func (t *teller) tell(name int) {
	c := calls[t.few(len(calls))]
	p := t.who[t.few(len(t.who))]
	set := func(leaf string, v []byte) { t.b.SetString(t.leaf[leaf], v) }
	t.b.SetString(name, []byte(c.names[t.few(len(c.names))]))
	set("eventSource", []byte(c.source))
	set("awsRegion", []byte(regions[t.few(len(regions))]))
	set("recipientAccountId", p.account)
	set("sourceIPAddress", p.address)
	set("userAgent", []byte("aws-cli/2.17.0"))
	set("eventType", []byte("AwsApiCall"))
	set("eventCategory", []byte("Management"))
	set("userIdentity.type", p.kind)
	set("userIdentity.arn", p.arn)
	set("userIdentity.accountId", p.account)
	set("userIdentity.principalId", p.name)
	if p.kind[0] == 'I' {
		set("userIdentity.userName", p.name)
	}
	if t.random.IntN(40) == 0 {
		set("errorCode", []byte(denials[t.few(len(denials))]))
	}
	reads := int64(0)
	if c.reads {
		reads = 1
	}
	t.b.SetInt(t.leaf["readOnly"], reads)
}
