package setup

import (
	"fmt"
	"regexp"
	"strings"

	"tarn/internal/blob"
)

var (
	// https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html
	bucketForm = regexp.MustCompile(`^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$`)
	prefixForm = regexp.MustCompile(`^[0-9A-Za-z!_.()/-]+$`)
	// https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-trail-naming-requirements.html
	trailForm        = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9._-]{1,126}[A-Za-z0-9]$`)
	accountForm      = regexp.MustCompile(`^\d{12}$`)
	regionForm       = regexp.MustCompile(`^[a-z]{2,4}(-[a-z]+)+-\d{1,2}$`)
	organizationForm = regexp.MustCompile(`^o-[a-z0-9]{10,32}$`)
	keyForm          = regexp.MustCompile(`^arn:aws[a-z-]*:kms:[a-z0-9-]+:\d{12}:key/[0-9A-Za-z-]+$`)
	vpcForm          = regexp.MustCompile(`^vpc-[0-9a-f]{8,17}$`)
	balancerForm     = regexp.MustCompile(`^arn:aws[a-z-]*:elasticloadbalancing:[a-z0-9-]+:\d{12}:loadbalancer/app/[0-9A-Za-z-]+/[0-9a-f]+$`)
)

// check finds what AWS would refuse, so that all of what is printed can be applied.
func (d Delivery) check() error {
	longest := 63
	if d.Kind == ALB && len(d.Regions) > 1 {
		for _, r := range d.Regions {
			longest = min(longest, 63-1-len(r))
		}
	}
	switch {
	case !bucketForm.MatchString(d.Bucket) || strings.Contains(d.Bucket, ".."):
		return fmt.Errorf("%q is not a bucket's name: give 3 to 63 small letters, digits, dots and hyphens", d.Bucket)
	case len(d.Bucket) > longest:
		return fmt.Errorf("%q is too long where the region is added to it: give at most %d characters", d.Bucket, longest)
	case d.Prefix != "" && !prefixForm.MatchString(d.Prefix):
		return fmt.Errorf("the prefix %q has characters that make keys hard to handle: give letters, digits and ! _ . ( ) / -", d.Prefix)
	case strings.HasPrefix(d.Prefix, "/") || strings.HasSuffix(d.Prefix, "/") || strings.Contains(d.Prefix, "//"):
		return fmt.Errorf("the prefix %q begins or ends with a slash, or has two in a row: leave them out", d.Prefix)
	case strings.Contains("/"+d.Prefix+"/", "/AWSLogs/"):
		return fmt.Errorf("the prefix %q has AWSLogs in it, which AWS adds itself: leave it out", d.Prefix)
	case len(d.Accounts) == 0:
		return fmt.Errorf("no account delivers: give the accounts whose logs are to be kept")
	case !accountForm.MatchString(d.Owner):
		return fmt.Errorf("%q is not an account: give the twelve digits of the one that owns the bucket", d.Owner)
	case len(d.Regions) == 0:
		return fmt.Errorf("no region delivers: give the regions whose logs are to be kept")
	case d.RetainDays < 0 || d.RetainDays > 36500:
		return fmt.Errorf("objects are locked for 1 to 36500 days, or 0 for none: %d is neither", d.RetainDays)
	case d.RetainMode != "GOVERNANCE" && d.RetainMode != "COMPLIANCE":
		return fmt.Errorf("objects are locked in the mode GOVERNANCE or COMPLIANCE: %q is neither", d.RetainMode)
	}
	for _, a := range d.Accounts {
		if !accountForm.MatchString(a) {
			return fmt.Errorf("%q is not an account: give twelve digits", a)
		}
	}
	for _, r := range append([]string{d.BucketRegion}, d.Regions...) {
		if !regionForm.MatchString(r) {
			return fmt.Errorf("%q is not a region: give one as in us-east-1", r)
		}
		if blob.Partition(r) != blob.Partition(d.BucketRegion) {
			return fmt.Errorf("%s and %s are of different parts of AWS, which share no buckets", r, d.BucketRegion)
		}
	}
	return d.checkKind()
}

func (d Delivery) checkKind() error {
	switch d.Kind {
	case Trail:
		switch {
		case !trailForm.MatchString(d.Name):
			return fmt.Errorf("%q is not a trail's name: give 3 to 128 letters, digits, dots, hyphens and underscores", d.Name)
		case d.Organization != "" && !organizationForm.MatchString(d.Organization):
			return fmt.Errorf("%q is not an organisation: give its ID, as in o-exampleorgid", d.Organization)
		case d.Organization != "" && len(d.Accounts) != 1:
			return fmt.Errorf("an organisation's trail is made in one account, the one that manages the organisation or is its delegate: give that one")
		case d.Management != "" && d.Organization == "":
			return fmt.Errorf("a management account is that of an organisation: give the organisation's ID, too")
		case d.Management != "" && !accountForm.MatchString(d.Management):
			return fmt.Errorf("%q is not an account: give the twelve digits of the organisation's management account", d.Management)
		case d.KMSKey != "" && !keyForm.MatchString(d.KMSKey):
			return fmt.Errorf("%q is not a KMS key: give its ARN, as in arn:aws:kms:us-east-1:111122223333:key/…", d.KMSKey)
		}
	case VPCFlow:
		switch {
		case d.Traffic != "ALL" && d.Traffic != "ACCEPT" && d.Traffic != "REJECT":
			return fmt.Errorf("flow logs have the traffic ALL, ACCEPT or REJECT: %q is none of them", d.Traffic)
		case d.Interval != 60 && d.Interval != 600:
			return fmt.Errorf("flow logs are aggregated over 1 or 10 minutes: %d seconds are neither", d.Interval)
		}
		for _, v := range d.VPCs {
			if !vpcForm.MatchString(v) {
				return fmt.Errorf("%q is not a VPC: give its ID, as in vpc-0123456789abcdef0", v)
			}
		}
	case ALB:
		for _, b := range d.LoadBalancers {
			if !balancerForm.MatchString(b) {
				return fmt.Errorf("%q is not an Application Load Balancer: give its ARN, as in arn:aws:elasticloadbalancing:REGION:ACCOUNT:loadbalancer/app/NAME/ID", b)
			}
		}
	default:
		return fmt.Errorf("%q is no kind of delivery: choose trail, vpcflow or alb", d.Kind)
	}
	return nil
}
