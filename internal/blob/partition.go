package blob

import "strings"

// partitions are those beside aws, by the beginning of their regions' names.
// Source: https://github.com/boto/botocore/blob/develop/botocore/data/partitions.json
var partitions = map[string]string{
	"cn-": "aws-cn", "us-gov-": "aws-us-gov", "eusc-": "aws-eusc", "us-iso-": "aws-iso", "us-isob-": "aws-iso-b", "eu-isoe-": "aws-iso-e", "us-isof-": "aws-iso-f",
}

// Partition is the part of AWS that a region belongs to, as ARNs have it:
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html.
func Partition(region string) string {
	for beginning, partition := range partitions {
		if strings.HasPrefix(region, beginning) {
			return partition
		}
	}
	return "aws"
}
