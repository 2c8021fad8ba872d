// Package setup prints deliveries: what has to be made in AWS so that logs arrive in a bucket, for people to read and apply themselves.
package setup

import (
	"fmt"
	"io"
	"regexp"
	"slices"
	"strings"

	"tarn/internal/blob"
)

// Kind is what delivers.
type Kind string

// The kinds of deliveries.
const (
	Trail   Kind = "trail"
	VPCFlow Kind = "vpcflow"
	ALB     Kind = "alb"
)

// Form is the language that a delivery is printed in.
type Form string

// The forms, in the order in which help lists them.
const (
	CLI            Form = "cli"
	CloudFormation Form = "cloudformation"
	Terraform      Form = "terraform"
)

// Delivery is a bucket, and what fills it.
type Delivery struct {
	Kind Kind
	// Bucket is the name of the bucket. With load balancers in several regions, each region has a bucket of its own, whose name ends in -REGION.
	Bucket string
	// BucketRegion is where it lies; Regions are those whose logs it gets.
	BucketRegion string
	Regions      []string
	// Prefix is the folder in the bucket before AWSLogs/; none by default.
	Prefix string
	// Owner is the account that owns the bucket; Accounts are those whose logs it gets.
	Owner    string
	Accounts []string
	// RetainDays keeps objects from being deleted for so many days; 0 leaves the lock without a rule. RetainMode is GOVERNANCE or COMPLIANCE.
	RetainDays int
	RetainMode string

	// Name is the trail's.
	Name string
	// Organization is the ID of the organisation whose trail it is; the account of Accounts is then the one that makes the trail. Management
	// is the organisation's management account where a delegated administrator makes it: the trail is the management account's nonetheless.
	Organization, Management string
	// KMSKey is the ARN of the key that the trail encrypts with; without one, S3 encrypts with its own.
	KMSKey string

	// VPCs are the networks that get a flow log; without any, all networks of the region do.
	VPCs []string
	// Traffic is ALL, ACCEPT or REJECT.
	Traffic string
	// Interval is the time in seconds that one record is about at most: 60 or 600.
	Interval int
	// Fields are the record's, as FlowFields reads them.
	Fields []string
	// Parquet, Hourly and Hive say how files are written and laid out.
	Parquet, Hourly, Hive bool

	// LoadBalancers are the ARNs of those that log; without any, all Application Load Balancers of the region do.
	LoadBalancers []string
	// Connections has connections logged, too.
	Connections bool
	// OldPrincipal allows the region's Elastic Load Balancing account to write, and not the service.
	OldPrincipal bool
}

// Print writes the delivery in a form. What it lacks or has wrong is an error before anything is written.
func Print(w io.Writer, d Delivery, f Form) error {
	if err := d.check(); err != nil {
		return err
	}
	if len(d.VPCs) > 0 && d.parts() > 1 {
		return fmt.Errorf("%s is in one account and region: give one account and one region, or leave the networks out", d.VPCs[0])
	}
	return render(w, d, f)
}

// parts is how many accounts and regions deliver.
func (d Delivery) parts() int { return len(d.Accounts) * len(d.Regions) }

// Sends reports whether the bucket's owner delivers, too.
func (d Delivery) Sends() bool { return slices.Contains(d.Accounts, d.Owner) }

// Others are the accounts that deliver into another account's bucket.
func (d Delivery) Others() []string {
	return slices.DeleteFunc(slices.Clone(d.Accounts), func(a string) bool { return a == d.Owner })
}

// Place is a bucket in its region, with its policy as JSON.
type Place struct{ Bucket, Region, Policy string }

// anyRegion is the place of whatever region a stack is in.
func (d Delivery) anyRegion() (Place, error) {
	p := Place{Bucket: d.Bucket + "-${AWS::Region}", Region: "${AWS::Region}"}
	if d.OldPrincipal {
		return p, fmt.Errorf("the account of Elastic Load Balancing is another in each region, and a template serves all of them: give one region, or allow the service")
	}
	var err error
	p.Policy, err = d.policy(p)
	p.Policy = regexp.MustCompile(`"[^"]*\$\{[^"]*"`).ReplaceAllString(p.Policy, `{"Fn::Sub": $0}`)
	return p, err
}

// Places are the buckets: one, or one a region where load balancers deliver, because they reach only those of their own.
func (d Delivery) Places() ([]Place, error) {
	if d.Kind != ALB || len(d.Regions) == 1 {
		p := Place{Bucket: d.Bucket, Region: d.BucketRegion}
		var err error
		p.Policy, err = d.policy(p)
		return []Place{p}, err
	}
	var all []Place
	for _, r := range d.Regions {
		p := Place{Bucket: d.Bucket + "-" + r, Region: r}
		var err error
		if p.Policy, err = d.policy(p); err != nil {
			return nil, err
		}
		all = append(all, p)
	}
	return all, nil
}

// Partition is the part of AWS that the bucket is in, as ARNs have it.
func (d Delivery) Partition() string { return blob.Partition(d.BucketRegion) }

// RegionOf is the region in an ARN, AccountOf the account.
func (d Delivery) RegionOf(arn string) string { return strings.Split(arn, ":")[3] }

// AccountOf is the account in an ARN.
func (d Delivery) AccountOf(arn string) string { return strings.Split(arn, ":")[4] }
