package blob_test

import (
	"testing"

	"tarn/internal/blob"
)

// The regions are those of botocore's partitions.json.
func TestPartition(t *testing.T) {
	for region, want := range map[string]string{
		"us-east-1": "aws", "il-central-1": "aws", "mx-central-1": "aws", "ap-southeast-7": "aws", "cn-north-1": "aws-cn", "cn-northwest-1": "aws-cn",
		"us-gov-east-1": "aws-us-gov", "eusc-de-east-1": "aws-eusc", "us-iso-west-1": "aws-iso", "us-isob-east-1": "aws-iso-b",
		"eu-isoe-west-1": "aws-iso-e", "us-isof-south-1": "aws-iso-f",
	} {
		if got := blob.Partition(region); got != want {
			t.Errorf("%s: %s, not %s", region, got, want)
		}
	}
}
