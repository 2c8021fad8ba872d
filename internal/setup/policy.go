package setup

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"
)

// policy is a bucket's: whose services may write where.
type policy struct {
	Version   string
	Statement []statement
}

type statement struct {
	Sid       string
	Effect    string
	Principal map[string]string
	Action    string
	Resource  any
	Condition map[string]map[string]any `json:",omitempty"`
}

// policy is the JSON of a bucket's policy.
func (d Delivery) policy(p Place) (string, error) {
	var s []statement
	var err error
	switch d.Kind {
	case Trail:
		s = d.trailStatements(p)
	case VPCFlow:
		s = d.flowStatements(p)
	case ALB:
		s, err = d.balancerStatements(p)
	}
	if err != nil {
		return "", err
	}
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	err = e.Encode(policy{Version: "2012-10-17", Statement: s})
	return strings.TrimSuffix(b.String(), "\n"), err
}

// arn is the bucket's.
func (d Delivery) arn(p Place) string { return "arn:" + d.Partition() + ":s3:::" + p.Bucket }

// folders are the addresses below which the accounts' logs are written.
func (d Delivery) folders(p Place, names ...string) []string {
	var all []string
	for _, n := range names {
		all = append(all, d.arn(p)+"/"+d.folder()+"AWSLogs/"+n+"/*")
	}
	return all
}

func (d Delivery) folder() string {
	if d.Prefix == "" {
		return ""
	}
	return d.Prefix + "/"
}

// trailStatements have CloudTrail write for these trails alone.
// https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-s3-bucket-policy-for-cloudtrail.html
func (d Delivery) trailStatements(p Place) []statement {
	service := map[string]string{"Service": "cloudtrail.amazonaws.com"}
	names := d.Accounts
	if d.Management != "" {
		names = []string{d.Management}
	}
	var trails []string
	for _, a := range names {
		trails = append(trails, fmt.Sprintf("arn:%s:cloudtrail:%s:%s:trail/%s", d.Partition(), p.Region, a, d.Name))
	}
	if d.Organization != "" {
		names = append(names[:len(names):len(names)], d.Organization)
	}
	return []statement{
		{Sid: "AWSCloudTrailAclCheck20150319", Effect: "Allow", Principal: service, Action: "s3:GetBucketAcl", Resource: d.arn(p),
			Condition: map[string]map[string]any{"StringEquals": {"aws:SourceArn": one(trails)}}},
		{Sid: "AWSCloudTrailWrite20150319", Effect: "Allow", Principal: service, Action: "s3:PutObject", Resource: one(d.folders(p, names...)),
			Condition: map[string]map[string]any{"StringEquals": {"aws:SourceArn": one(trails), "s3:x-amz-acl": "bucket-owner-full-control"}}},
	}
}

// flowStatements have the service that delivers flow logs write for these accounts and regions alone.
// https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs-s3-permissions.html
func (d Delivery) flowStatements(p Place) []statement {
	service := map[string]string{"Service": "delivery.logs.amazonaws.com"}
	var sources, names []string
	for _, a := range d.Accounts {
		for _, r := range d.Regions {
			sources = append(sources, fmt.Sprintf("arn:%s:logs:%s:%s:*", d.Partition(), r, a))
		}
		if d.Hive {
			a = "aws-account-id=" + a
		}
		names = append(names, a)
	}
	return []statement{
		{Sid: "AWSLogDeliveryWrite", Effect: "Allow", Principal: service, Action: "s3:PutObject", Resource: one(d.folders(p, names...)),
			Condition: map[string]map[string]any{
				"StringEquals": {"aws:SourceAccount": one(d.Accounts), "s3:x-amz-acl": "bucket-owner-full-control"},
				"ArnLike":      {"aws:SourceArn": one(sources)},
			}},
		{Sid: "AWSLogDeliveryAclCheck", Effect: "Allow", Principal: service, Action: "s3:GetBucketAcl", Resource: d.arn(p),
			Condition: map[string]map[string]any{
				"StringEquals": {"aws:SourceAccount": one(d.Accounts)},
				"ArnLike":      {"aws:SourceArn": one(sources)},
			}},
	}
}

// balancerStatements have the load balancers of the bucket's region write for these accounts.
// https://docs.aws.amazon.com/elasticloadbalancing/latest/application/enable-access-logging.html#attach-bucket-policy
func (d Delivery) balancerStatements(p Place) ([]statement, error) {
	s := statement{Sid: "ELBLogDeliveryWrite", Effect: "Allow", Action: "s3:PutObject", Resource: one(d.folders(p, d.Accounts...))}
	if d.OldPrincipal {
		account, ok := balancerAccounts[p.Region]
		if !ok {
			return nil, fmt.Errorf("Elastic Load Balancing has no account in %s: there, the service itself writes", p.Region)
		}
		s.Principal = map[string]string{"AWS": "arn:" + d.Partition() + ":iam::" + account + ":root"}
		return []statement{s}, nil
	}
	s.Principal = map[string]string{"Service": "logdelivery.elasticloadbalancing.amazonaws.com"}
	var balancers []string
	for _, a := range d.Accounts {
		balancers = append(balancers, fmt.Sprintf("arn:%s:elasticloadbalancing:%s:%s:loadbalancer/*", d.Partition(), p.Region, a))
	}
	s.Condition = map[string]map[string]any{"ArnLike": {"aws:SourceArn": one(balancers)}}
	return []statement{s}, nil
}

// one is a value by itself where a list has no other.
func one(list []string) any {
	if len(list) == 1 {
		return list[0]
	}
	return list
}
