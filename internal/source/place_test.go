package source

import (
	"io/fs"
	"path/filepath"
	"strings"
	"testing"
)

func TestParse(t *testing.T) {
	for _, c := range []struct {
		key  string
		want Place
	}{
		{"AWSLogs/218007301253/CloudTrail/us-east-1/2023/07/10/218007301253_CloudTrail_us-east-1_20230710T1240Z_C1qUFaqvZS64BcIN.json.gz",
			Place{"", "218007301253", "CloudTrail", "us-east-1", "2023-07-10"}},
		{"prefix/a/AWSLogs/o-exampleorgid/111122223333/CloudTrail/ap-southeast-2/2024/02/29/x.json.gz",
			Place{"o-exampleorgid", "111122223333", "CloudTrail", "ap-southeast-2", "2024-02-29"}},
		{"o-exampleorgid/AWSLogs/o-exampleorgid/111122223333/CloudTrail/us-gov-west-1/2024/02/29/x",
			Place{"o-exampleorgid", "111122223333", "CloudTrail", "us-gov-west-1", "2024-02-29"}},
		{"AWSLogs/111122223333/CloudTrail-Digest/us-east-1/2023/07/10/111122223333_CloudTrail-Digest_us-east-1_trail_us-east-2_20230710T124000Z.json.gz",
			Place{"", "111122223333", "CloudTrail-Digest", "us-east-1", "2023-07-10"}},
		{"AWSLogs/111122223333/CloudTrail-Insight/us-east-1/2023/07/10/111122223333_CloudTrail-Insight_us-east-1_20230710T1240Z_x.json.gz",
			Place{"", "111122223333", "CloudTrail-Insight", "us-east-1", "2023-07-10"}},
		{"AWSLogs/111122223333/vpcflowlogs/us-east-1/2021/05/01/07/111122223333_vpcflowlogs_us-east-1_fl-1234_20210501T0700Z_ab.log.gz",
			Place{"", "111122223333", "vpcflowlogs", "us-east-1", "2021-05-01"}},
		{"AWSLogs/111122223333/elasticloadbalancing/us-east-1/2021/05/01/111122223333_elasticloadbalancing_us-east-1_app.lb.5_20210501T0700Z_10.0.0.1_x.log.gz",
			Place{"", "111122223333", "elasticloadbalancing", "us-east-1", "2021-05-01"}},
		// a day's folder that is not in the calendar: the name tells
		{"AWSLogs/111122223333/CloudTrail/us-east-1/2023/02/30/111122223333_CloudTrail_us-east-1_20230301T0000Z_x.json.gz",
			Place{"", "111122223333", "CloudTrail", "us-east-1", "2023-03-01"}},
		// folder and name disagree: the folder counts
		{"AWSLogs/111122223333/CloudTrail/us-east-1/2023/07/10/111122223333_CloudTrail_us-east-1_20230711T0000Z_x.json.gz",
			Place{"", "111122223333", "CloudTrail", "us-east-1", "2023-07-10"}},
		{"AWSLogs/111122223333/WAFLogs/cloudfront/acl/2023/07/10/12/x.log.gz", Place{"", "111122223333", "WAFLogs", "", "2023-07-10"}},
		{"AWSLogs/111122223333/CloudTrail/us-east-1/", Place{"", "111122223333", "CloudTrail", "us-east-1", ""}},
		{"AWSLogs/111122223333/", Place{"", "111122223333", "", "", ""}},
		{"home/ana/111122223333/CloudTrail/eu-west-1/2023/07/10/x", Place{"", "111122223333", "CloudTrail", "eu-west-1", "2023-07-10"}},
		// twelve digits alone are no account
		{"customers/111122223333/orders/2023/07/10/x.json", Place{"", "", "", "", "2023-07-10"}},
		{"downloads/111122223333_CloudTrail_us-east-1_20230710T1240Z_C1qU.json.gz", Place{"", "111122223333", "CloudTrail", "us-east-1", "2023-07-10"}},
		{"logs/111122223333/ap-northeast-2/uploads/2023/07/10/2023-07-10-00-00-00-D837016A01011AA2", Place{Day: "2023-07-10"}},
		{"logs/111122223333/ap-northeast-2/miru-uploads-ap-northeast-2/2023/07/10/2023-07-10-00-00-00-D837016A01011AA2", Place{Day: "2023-07-10"}},
		{"events.json", Place{}},
		{"", Place{}},
		{"///", Place{}},
	} {
		if got := Parse(c.key); got != c.want {
			t.Errorf("%s\n got %+v\nwant %+v", c.key, got, c.want)
		}
	}
}

// TestParseRealKeys reads the keys of a real bucket.
func TestParseRealKeys(t *testing.T) {
	root := filepath.Join("..", "..", "..", "shared", "data", "s3layout-invictus")
	n := 0
	filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err == nil && strings.HasSuffix(path, ".json.gz") {
			n++
			if got, want := Parse(filepath.ToSlash(path)), (Place{"", "218007301253", "CloudTrail", "us-east-1", "2023-07-10"}); got != want {
				t.Errorf("%s: %+v", path, got)
			}
		}
		return nil
	})
	if n == 0 {
		t.Skip("the real keys are not there")
	}
	t.Logf("%d keys", n)
}

func FuzzParse(f *testing.F) {
	f.Add("AWSLogs/o-exampleorgid/218007301253/CloudTrail/us-east-1/2023/07/10/218007301253_CloudTrail_us-east-1_20230710T1240Z_C1qUFaqvZS64BcIN.json.gz")
	f.Add("111122223333/2023/07/10/")
	f.Add("_CloudTrail_us-east-1_20230710T")
	f.Fuzz(func(t *testing.T, key string) {
		p := Parse(key)
		if p.Account != "" && !isAccount(p.Account) || p.Org != "" && p.Account == "" {
			t.Errorf("%q: %+v", key, p)
		}
		if p.Region != "" && !regionShape.MatchString(p.Region) {
			t.Errorf("%q: %+v", key, p)
		}
		if p.Day != "" && p.Day.Add(0) != p.Day {
			t.Errorf("%q: %+v", key, p)
		}
		if (p.Org+p.Account+p.Kind+p.Region) != "" && !strings.Contains(key, p.Account) {
			t.Errorf("%q: %+v", key, p)
		}
	})
}
