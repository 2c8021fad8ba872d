package source

import (
	"regexp"
	"strings"
)

// Place is what an object's key tells of its content. Fields that it does not tell are empty. It is a hint: events are found
// in the wrong day's and the wrong region's folder.
type Place struct {
	// Org is the organisation's ID in an organisation trail's keys.
	Org string
	// Account is the account that the log is of, twelve digits.
	Account string
	// Kind is the service's folder: CloudTrail, CloudTrail-Digest, CloudTrail-Insight, vpcflowlogs, elasticloadbalancing.
	Kind   string
	Region string
	Day    Day
}

var (
	regionShape = regexp.MustCompile(`^[a-z]{2,4}(-[a-z]+)+-\d{1,2}$`)
	orgShape    = regexp.MustCompile(`^o-[a-z0-9]{10,32}$`)
)

func isAccount(s string) bool { return len(s) == 12 && digits(s) }

// Parse reads a key, or the beginning of one that ends in a slash:
//
//	[prefix/]AWSLogs/[o-exampleorgid/]123456789012/CloudTrail/us-east-1/2023/07/10/123456789012_CloudTrail_us-east-1_20230710T1240Z_C1qUFaqvZS64BcIN.json.gz
//	[prefix/]AWSLogs/aws-account-id=123456789012/aws-service=vpcflowlogs/aws-region=us-east-1/year=2023/month=07/day=10/…
//
// What the folders do not tell, the file's name may. https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-find-log-files.html
func Parse(key string) Place {
	parts := bare(strings.Split(key, "/"))
	folders, name := parts[:len(parts)-1], parts[len(parts)-1]
	p, rest := parseFolders(folders)
	for i := len(rest) - 3; i >= 0 && p.Day == ""; i-- {
		p.Day = dayFrom(rest[i], rest[i+1], rest[i+2])
	}
	p.fill(parseName(name))
	return p
}

// hiveNames begin the folders of flow logs that are delivered in Hive's form
// (https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs-s3.html#flow-logs-s3-path).
var hiveNames = []string{"aws-account-id=", "aws-service=", "aws-region=", "year=", "month=", "day=", "hour="}

// bare takes Hive's names off the folders.
func bare(folders []string) []string {
	for i, f := range folders {
		for _, name := range hiveNames {
			if value, ok := strings.CutPrefix(f, name); ok {
				folders[i] = value
			}
		}
	}
	return folders
}

// parseFolders finds the account and what comes after it. The last account that fits counts.
func parseFolders(folders []string) (p Place, rest []string) {
	for i := len(folders) - 1; i >= 0; i-- {
		if !isAccount(folders[i]) {
			continue
		}
		p := Place{Account: folders[i]}
		if i > 0 && orgShape.MatchString(folders[i-1]) {
			p.Org = folders[i-1]
		}
		rest := folders[i+1:]
		if len(rest) > 0 && !isYear(rest[0]) {
			p.Kind, rest = rest[0], rest[1:]
			if len(rest) > 0 && regionShape.MatchString(rest[0]) {
				p.Region, rest = rest[0], rest[1:]
			}
		}
		// S3's server access logs lie below ACCOUNT/REGION/BUCKET/, and a bucket may be called as a region is.
		// https://docs.aws.amazon.com/AmazonS3/latest/userguide/ServerLogs.html#server-access-logging-overview
		if p.Region != "" && !regionShape.MatchString(p.Kind) || underAWSLogs(folders[:i]) {
			return p, rest
		}
	}
	return Place{}, folders
}

// underAWSLogs reports whether an account's folder may follow: AWSLogs/ or AWSLogs/o-exampleorgid/.
func underAWSLogs(folders []string) bool {
	n := len(folders)
	return n > 0 && folders[n-1] == "AWSLogs" || n > 1 && folders[n-2] == "AWSLogs" && orgShape.MatchString(folders[n-1])
}

// parseName reads ACCOUNT_KIND_REGION_…_20230710T1240Z_….
func parseName(name string) (p Place) {
	parts := strings.Split(name, "_")
	if len(parts) < 4 || !isAccount(parts[0]) || !regionShape.MatchString(parts[2]) {
		return p
	}
	p = Place{Account: parts[0], Kind: parts[1], Region: parts[2]}
	for _, s := range parts[3:] {
		if len(s) > 9 && s[8] == 'T' && digits(s[:8]) {
			p.Day = dayFrom(s[:4], s[4:6], s[6:8])
			break
		}
	}
	return p
}

func (p *Place) fill(from Place) {
	switch {
	case p.Account == "":
		day := p.Day
		*p = from
		if day != "" {
			p.Day = day
		}
		return
	case p.Day == "":
		p.Day = from.Day
	}
	if p.Region == "" && p.Account == from.Account {
		p.Region = from.Region
	}
}
