package source

import (
	"bytes"
	"encoding/json"
	"fmt"
	"path"
	"strings"

	"tarn/internal/blob"
)

// PolicyOptions say what a source needs beyond listing and reading.
type PolicyOptions struct {
	// KMSKeys are the ARNs of the keys that the objects are encrypted with.
	KMSKeys []string
	// Versions allows reading object versions by their ID.
	Versions bool
	// Region tells the partition where it is not `aws`: cn-north-1, us-gov-west-1.
	Region string
}

type policy struct {
	Version   string
	Statement []statement
}

type statement struct {
	Sid       string
	Effect    string
	Action    []string
	Resource  []string
	Condition map[string]map[string][]string `json:",omitempty"`
}

// Policy is the least IAM policy, as JSON, with which a source can be read. It allows no write action.
// https://docs.aws.amazon.com/AmazonS3/latest/userguide/security_iam_service-with-iam.html
func Policy(uri string, o PolicyOptions) (string, error) {
	bucket, prefix, ok := blob.SplitURI(uri)
	if !ok {
		return "", fmt.Errorf("%s is not in S3; a policy is made for s3://bucket/prefix", uri)
	}
	arn := "arn:" + blob.Partition(o.Region) + ":s3:::" + bucket
	list := statement{Sid: "ListLogs", Effect: "Allow", Action: []string{"s3:ListBucket"}, Resource: []string{arn}}
	read := statement{Sid: "ReadLogs", Effect: "Allow", Action: []string{"s3:GetObject"}, Resource: []string{arn + "/*"}}
	if o.Versions {
		read.Action = append(read.Action, "s3:GetObjectVersion")
	}
	if prefix != "" {
		folder := literal(strings.TrimSuffix(prefix, "/"))
		read.Resource = []string{arn + "/" + folder + "/*"}
		prefixes := []string{folder + "/*"}
		if !strings.HasSuffix(prefix, "/") {
			prefixes = append(prefixes, folder)
			if path.Ext(prefix) != "" { // it may be the key of an object
				read.Resource = append(read.Resource, arn+"/"+folder)
			}
		}
		list.Condition = map[string]map[string][]string{"StringLike": {"s3:prefix": prefixes}}
	}
	p := policy{Version: "2012-10-17", Statement: []statement{list, read}}
	if len(o.KMSKeys) > 0 {
		decrypt := statement{Sid: "DecryptLogs", Effect: "Allow", Action: []string{"kms:Decrypt"}}
		var services []string
		for _, key := range o.KMSKeys {
			parts := strings.Split(key, ":")
			if len(parts) != 6 || parts[0] != "arn" || parts[2] != "kms" || !strings.HasPrefix(parts[5], "key/") {
				return "", fmt.Errorf("%s is not a KMS key's ARN (arn:aws:kms:REGION:ACCOUNT:key/ID); an alias cannot stand in a policy", key)
			}
			decrypt.Resource = append(decrypt.Resource, key)
			service := "s3." + parts[3] + ".amazonaws.com"
			if parts[1] == "aws-cn" {
				service += ".cn"
			}
			services = append(services, service)
		}
		decrypt.Condition = map[string]map[string][]string{"StringEquals": {"kms:ViaService": sorted(services)}}
		p.Statement = append(p.Statement, decrypt)
	}
	var text bytes.Buffer
	enc := json.NewEncoder(&text)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	err := enc.Encode(p)
	return text.String(), err
}

// literal takes their special meaning from the characters *, ? and $ of a key.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
func literal(key string) string {
	return strings.NewReplacer("*", "${*}", "?", "${?}", "$", "${$}").Replace(key)
}
