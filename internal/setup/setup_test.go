package setup

import (
	"bytes"
	"cmp"
	"encoding/json"
	"flag"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/goccy/go-yaml"
	"github.com/hashicorp/hcl/v2/hclparse"
	"github.com/hashicorp/hcl/v2/hclsyntax"
)

var rewrite = flag.Bool("rewrite", false, "write what is expected anew")

// deliveries are those of testdata, by the names of their files.
func deliveries(t *testing.T) map[string]Delivery {
	t.Helper()
	fields := func(s string) []string {
		f, err := FlowFields(s)
		if err != nil {
			t.Fatal(err)
		}
		return f
	}
	many := []string{"111122223333", "444455556666", "777788889999"}
	return map[string]Delivery{
		"trail": {Kind: Trail, Bucket: "my-trails", BucketRegion: "ap-northeast-1", Regions: []string{"ap-northeast-1"}, Owner: many[0],
			Accounts: many, RetainDays: 365, RetainMode: "GOVERNANCE", Name: "audit", Prefix: "team"},
		"trail-organization": {Kind: Trail, Bucket: "my-trails", BucketRegion: "us-east-1", Regions: []string{"us-east-1"}, Owner: many[1],
			Accounts: many[:1], RetainDays: 2557, RetainMode: "COMPLIANCE", Name: "tarn", Organization: "o-exampleorgid",
			KMSKey: "arn:aws:kms:us-east-1:444455556666:key/1234abcd-12ab-34cd-56ef-1234567890ab"},
		"trail-delegate": {Kind: Trail, Bucket: "my-trails", BucketRegion: "us-gov-west-1", Regions: []string{"us-gov-west-1"}, Owner: many[2],
			Accounts: many[1:2], RetainDays: 365, RetainMode: "GOVERNANCE", Name: "tarn", Organization: "o-exampleorgid", Management: many[0]},
		"vpcflow": {Kind: VPCFlow, Bucket: "my-flows", BucketRegion: "eu-west-1", Regions: []string{"eu-west-1", "us-east-1"}, Owner: many[2],
			Accounts: many[:2], RetainMode: "GOVERNANCE", Traffic: "ALL", Interval: 60, Fields: fields("v5"), Hive: true, Hourly: true, Parquet: true},
		"vpcflow-one": {Kind: VPCFlow, Bucket: "my-flows", BucketRegion: "cn-north-1", Regions: []string{"cn-north-1"}, Owner: many[0],
			Accounts: many[:1], RetainMode: "GOVERNANCE", Traffic: "REJECT", Interval: 600, Fields: fields("default"), Prefix: "flows/a",
			VPCs: []string{"vpc-0123456789abcdef0", "vpc-0fedcba9876543210"}},
		"alb": {Kind: ALB, Bucket: "my-balancers", BucketRegion: "eu-west-1", Regions: []string{"eu-west-1", "us-east-1"}, Owner: many[0],
			Accounts: many[:2], RetainMode: "GOVERNANCE", Prefix: "web", Connections: true},
		"alb-account": {Kind: ALB, Bucket: "my-balancers", BucketRegion: "ap-northeast-2", Regions: []string{"ap-northeast-2"}, Owner: many[0],
			Accounts: many[:1], RetainMode: "GOVERNANCE", RetainDays: 30, OldPrincipal: true,
			LoadBalancers: []string{"arn:aws:elasticloadbalancing:ap-northeast-2:111122223333:loadbalancer/app/web/50dc6c495c0c9188"}},
	}
}

var ends = map[Form]string{CLI: ".sh", CloudFormation: ".yaml", Terraform: ".tf"}

// TestPrinted compares with testdata, which 'make conformance-setup' hands to cfn-lint, the AWS CLI and, where it is, Terraform.
func TestPrinted(t *testing.T) {
	for name, d := range deliveries(t) {
		for form, end := range ends {
			var b bytes.Buffer
			if err := Print(&b, d, form); err != nil {
				t.Fatalf("%s as %s: %v", name, form, err)
			}
			path := filepath.Join("testdata", name+end)
			if *rewrite {
				if err := os.WriteFile(path, b.Bytes(), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			if !bytes.Equal(b.Bytes(), want) {
				t.Errorf("%s is not as it was; go test ./internal/setup -rewrite writes it anew. Now:\n%s", path, &b)
			}
		}
	}
}

// TestTerraform has HashiCorp's own parser read the configurations: blocks, references to what is declared, and policies that are JSON.
func TestTerraform(t *testing.T) {
	for name, d := range deliveries(t) {
		var b bytes.Buffer
		if err := Print(&b, d, Terraform); err != nil {
			t.Fatal(err)
		}
		f, diags := hclparse.NewParser().ParseHCL(b.Bytes(), name+".tf")
		if diags.HasErrors() {
			t.Fatalf("%s: %v\n%s", name, diags, &b)
		}
		declared := map[string]bool{"each.value": true}
		body := f.Body.(*hclsyntax.Body)
		for _, block := range body.Blocks {
			switch {
			case block.Type == "resource":
				declared[strings.Join(block.Labels, ".")] = true
			case block.Type == "data":
				declared["data."+strings.Join(block.Labels, ".")] = true
			case block.Type == "variable":
				declared["var."+block.Labels[0]] = true
			case block.Type == "provider" && block.Body.Attributes["alias"] != nil:
				v, _ := block.Body.Attributes["alias"].Expr.Value(nil)
				declared["aws."+v.AsString()] = true
			}
		}
		hclsyntax.VisitAll(body, func(n hclsyntax.Node) (none hcldiag) {
			e, ok := n.(*hclsyntax.ScopeTraversalExpr)
			if !ok {
				return
			}
			var parts []string
			for _, step := range e.Traversal {
				parts = append(parts, traversed(step))
			}
			for n := range parts {
				if declared[strings.Join(parts[:n+1], ".")] {
					return
				}
			}
			t.Errorf("%s: %s is not declared", name, strings.Join(parts, "."))
			return
		})
		if n := strings.Count(b.String(), "jsonencode("); n == 0 {
			t.Errorf("%s has no policy", name)
		}
	}
}

// policies are the bucket policies in what is printed, in whatever form.
func policies(t *testing.T, form Form, text string) []map[string]any {
	t.Helper()
	var all []map[string]any
	switch form {
	case CloudFormation:
		var template struct {
			Resources map[string]struct {
				Type       string         `yaml:"Type"`
				Properties map[string]any `yaml:"Properties"`
			} `yaml:"Resources"`
		}
		if err := yaml.Unmarshal([]byte(text), &template); err != nil {
			t.Fatal(err)
		}
		for _, r := range template.Resources {
			if r.Type == "AWS::S3::BucketPolicy" {
				all = append(all, r.Properties["PolicyDocument"].(map[string]any))
			}
		}
	default:
		for _, m := range regexp.MustCompile(`(?s)(?:--policy '|jsonencode\()(\{.*?\n *\})(?:'|\)\n)`).FindAllStringSubmatch(text, -1) {
			var p map[string]any
			if err := json.Unmarshal([]byte(m[1]), &p); err != nil {
				t.Fatalf("%v in %s", err, m[1])
			}
			all = append(all, p)
		}
	}
	return all
}

// TestPolicies holds the grammar of IAM policies, and that each statement allows a service of AWS to do one of two things, in one bucket.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
func TestPolicies(t *testing.T) {
	for name, d := range deliveries(t) {
		for form := range ends {
			var b bytes.Buffer
			if err := Print(&b, d, form); err != nil {
				t.Fatal(err)
			}
			all := policies(t, form, b.String())
			if len(all) == 0 {
				t.Errorf("%s as %s has no policy", name, form)
			}
			for _, p := range all {
				if p["Version"] != "2012-10-17" {
					t.Errorf("%s as %s: version %v", name, form, p["Version"])
				}
				for _, s := range p["Statement"].([]any) {
					checkStatement(t, name+" as "+string(form), d, s.(map[string]any))
				}
			}
		}
	}
}

func checkStatement(t *testing.T, name string, d Delivery, s map[string]any) {
	t.Helper()
	for _, k := range slices.Sorted(maps.Keys(s)) {
		if !slices.Contains([]string{"Sid", "Effect", "Principal", "Action", "Resource", "Condition"}, k) {
			t.Errorf("%s: a statement has no element %s", name, k)
		}
	}
	if !regexp.MustCompile(`^[A-Za-z0-9]+$`).MatchString(s["Sid"].(string)) || s["Effect"] != "Allow" {
		t.Errorf("%s: Sid %v, Effect %v", name, s["Sid"], s["Effect"])
	}
	resources := fmt.Sprint(s["Resource"])
	switch s["Action"] {
	case "s3:PutObject":
		accounts := d.Accounts
		if d.Organization != "" {
			accounts = []string{cmp.Or(d.Management, d.Accounts[0]), d.Organization}
		}
		for _, a := range accounts {
			if !strings.Contains(resources, a+"/*") {
				t.Errorf("%s: %s may not write: %s", name, a, resources)
			}
		}
		if strings.Contains(resources, ":::"+d.Bucket+"/*") {
			t.Errorf("%s: may write anywhere: %s", name, resources)
		}
	case "s3:GetBucketAcl":
		if strings.Contains(resources, "/") {
			t.Errorf("%s: the list of a bucket is the bucket's: %s", name, resources)
		}
	default:
		t.Errorf("%s allows %v", name, s["Action"])
	}
	if s["Condition"] == nil && !d.OldPrincipal {
		t.Errorf("%s: whoever uses the service may have it write: %v", name, s)
	}
}

// TestBalancerAccounts compares with what Terraform's provider has for its data source aws_elb_service_account (testdata/elb_accounts.txt, of October 2025).
func TestBalancerAccounts(t *testing.T) {
	text, err := os.ReadFile("testdata/elb_accounts.txt")
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]string{}
	for line := range strings.Lines(string(text)) {
		if f := strings.Fields(line); len(f) == 2 && f[0] != "#" {
			want[f[0]] = f[1]
		}
	}
	if !maps.Equal(want, balancerAccounts) {
		t.Errorf("got %v\nwant %v", balancerAccounts, want)
	}
}

// TestRefused: what AWS would refuse is said before anything is printed.
func TestRefused(t *testing.T) {
	for want, change := range map[string]func(*Delivery){
		"not a bucket's name":          func(d *Delivery) { d.Bucket = "My_Bucket" },
		"has AWSLogs in it":            func(d *Delivery) { d.Prefix = "a/AWSLogs" },
		"begins or ends with a slash":  func(d *Delivery) { d.Prefix = "a/" },
		"hard to handle":               func(d *Delivery) { d.Prefix = "a'; rm -rf ~; '" },
		"is not an account":            func(d *Delivery) { d.Accounts = []string{"12"} },
		"is not a region":              func(d *Delivery) { d.Regions = []string{"us-east-1; true"} },
		"different parts of AWS":       func(d *Delivery) { d.Regions = []string{"cn-north-1"} },
		"1 or 10 minutes":              func(d *Delivery) { d.Interval = 300 },
		"is in one account and region": func(d *Delivery) { d.VPCs = []string{"vpc-0123456789abcdef0"} },
		"\"vpc-1\" is not a VPC":       func(d *Delivery) { d.VPCs = []string{"vpc-1"} },
		"no kind of delivery":          func(d *Delivery) { d.Kind = "waf" },
		"there, the service itself": func(d *Delivery) {
			d.Kind, d.OldPrincipal, d.Regions = ALB, true, []string{"eu-west-1", "il-central-1"}
		},
		"made in one account":            func(d *Delivery) { d.Kind, d.Name, d.Organization = Trail, "tarn", "o-exampleorgid" },
		"the mode GOVERNANCE or COMPLIA": func(d *Delivery) { d.RetainMode = "governance" },
	} {
		d := deliveries(t)["vpcflow"]
		change(&d)
		var b bytes.Buffer
		if err := Print(&b, d, CLI); err == nil || !strings.Contains(err.Error(), want) || b.Len() > 0 {
			t.Errorf("%s: got %v and %q", want, err, &b)
		}
	}
	if _, err := FlowFields("srcaddr dstaddr"); err == nil {
		t.Error("records without a time were taken")
	}
	if _, err := FlowFields("start,end,nosuch"); err == nil || !strings.Contains(err.Error(), `no field "nosuch"`) {
		t.Errorf("got %v", err)
	}
}
