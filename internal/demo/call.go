package demo

import (
	"slices"
	"strings"
)

// call is one API operation as CloudTrail records it: one row, whatever the
// operation. Its templates are JSON text (see template); an empty request or
// response is null.
type call struct {
	source, name string
	kind         kind
	weights      weights
	request      string
	response     string
	resources    string
	fails        string // error codes, the first the commonest

	compiled struct {
		request, response, resources template
		fails                        []*failure
		endpoint                     []string // by region
		version                      string
		action                       string
	}
}

// kind is a set of traits.
type kind uint16

const (
	readCall    kind = 1 << iota
	global           // recorded in us-east-1 whatever the caller's region
	dataCall         // eventCategory Data
	s3Call           // S3's additionalEventData and request ID
	dynamoCall       // DynamoDB's request ID
	ec2Call          // EC2's error codes, and a requestId in the response
	serviceCall      // eventType AwsServiceEvent
	networkCall      // eventCategory NetworkActivity
)

// profile is the habit of a session, which decides what it calls.
type profile int

const (
	console profile = iota
	cli
	terraform
	workload
	awsService
	scanner
	profileCount
)

// weights says how often a profile makes a call, relative to its other calls.
type weights [profileCount]int

var calls = compileCalls(computeCalls, storageCalls, identityCalls, platformCalls, networkCalls)

// menus holds, by profile, 4096 call numbers in proportion to their weights.
var menus = func() (m [profileCount][]uint16) {
	for p := range m {
		m[p] = menu(profile(p), 4096)
	}
	return m
}()

func compileCalls(lists ...[]call) []call {
	all := slices.Concat(lists...)
	versions := []string{"1.11", "1.08", "1.11", "1.09", "1.10", "1.11"}
	for i := range all {
		c := &all[i]
		c.compiled.request = compile(orNull(c.request))
		c.compiled.response = compile(orNull(c.response))
		c.compiled.resources = compile(c.resources)
		c.compiled.version = versions[label(c.source)%uint64(len(versions))]
		c.compiled.action = c.source + ":" + c.name
		for _, code := range strings.Fields(c.fails) {
			c.compiled.fails = append(c.compiled.fails, failureOf(code))
		}
		for _, region := range regions {
			c.compiled.endpoint = append(c.compiled.endpoint, host(c.source, region))
		}
	}
	return all
}

func orNull(s string) string {
	if s == "" {
		return "null"
	}
	return s
}

func host(source, region string) string {
	switch source {
	case "iam", "organizations":
		return source + ".amazonaws.com"
	case "sts":
		return "sts." + region + ".amazonaws.com"
	}
	return source + "." + region + ".amazonaws.com"
}

func menu(p profile, size int) []uint16 {
	sum := 0
	for i := range calls {
		sum += calls[i].weights[p]
	}
	out := make([]uint16, 0, size)
	before := 0
	for i := range calls {
		before += calls[i].weights[p]
		for len(out) < before*size/sum {
			out = append(out, uint16(i))
		}
	}
	return out
}
