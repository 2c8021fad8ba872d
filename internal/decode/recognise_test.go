package decode

import "testing"

// BenchmarkContent is what recognising an object costs.
func BenchmarkContent(b *testing.B) {
	f, _ := ByName("s3access")
	line := []byte(`79a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7cd47ef2be bucket [06/Feb/2019:00:00:38 +0000] 192.0.2.3 79a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7cd47ef2be 3E57427F3EXAMPLE REST.GET.VERSIONING - "GET /bucket?versioning HTTP/1.1" 200 - 113 - 7 - "-" "S3Console/0.4" - s9lzHYrFp76ZVxRcpX9+5cjAnEH2ROuNkd2BHfIa6UkFVdtjf5mKR3/eTPFvsiP/XV/VLi31234= SigV4 ECDHE-RSA-AES128-GCM-SHA256 AuthHeader bucket.s3.us-west-1.amazonaws.com TLSV1.2 - Yes` + "\n")
	b.ReportAllocs()
	for b.Loop() {
		if !f.Content(line) {
			b.Fatal("not recognised")
		}
	}
}

// TestDelivered: each format is told by the keys that AWS documents, without a look at the object.
func TestDelivered(t *testing.T) {
	const (
		in  = "logs/AWSLogs/111122223333/"
		org = "AWSLogs/o-exampleorg/111122223333/"
		elb = in + "elasticloadbalancing/us-east-2/2024/05/06/"
	)
	for key, want := range map[string]string{
		in + "CloudTrail/us-east-2/2024/05/06/111122223333_CloudTrail_us-east-2_20240506T0710Z_u9rJCxJAlsXoGRTC.json.gz":                                                                                        "cloudtrail",
		org + "CloudTrail/us-east-2/2024/05/06/111122223333_CloudTrail_us-east-2_20240506T0710Z_u9rJCxJAlsXoGRTC.json.gz":                                                                                       "cloudtrail",
		in + "CloudTrail-Insight/us-east-2/2024/05/06/111122223333_CloudTrail-Insight_us-east-2_20240506T0710Z_u9rJCxJAlsXoGRTC.json.gz":                                                                        "cloudtrail",
		in + "vpcflowlogs/us-east-2/2024/05/06/111122223333_vpcflowlogs_us-east-2_fl-1234abcd_20240506T0710Z_fe123456.log.gz":                                                                                   "vpcflow",
		in + "vpcflowlogs/us-east-2/2024/05/06/07/111122223333_vpcflowlogs_us-east-2_fl-1234abcd_20240506T0710Z_fe123456.log.gz":                                                                                "vpcflow",
		"AWSLogs/aws-account-id=111122223333/aws-service=vpcflowlogs/aws-region=us-east-2/year=2024/month=05/day=06/hour=07/111122223333_vpcflowlogs_us-east-2_fl-1234abcd_20240506T0710Z_fe123456.log.parquet": "vpcflow",
		elb + "111122223333_elasticloadbalancing_us-east-2_app.my-loadbalancer.1234567890abcdef_20240506T0710Z_172.160.001.192_20sg8hgm.log.gz":                                                                 "alb",
		elb + "conn_log.111122223333_elasticloadbalancing_us-east-2_app.my-loadbalancer.1234567890abcdef_20240506T0710Z_172.160.001.192_20sg8hgm.log.gz":                                                        "alb-connection",
		elb + "health_check_log_111122223333_elasticloadbalancing_us-east-2_app.my-loadbalancer.1234567890abcdef_20240506T0710Z_172.160.001.192_20sg8hgm.log.gz":                                                "alb-health-check",
		elb + "111122223333_elasticloadbalancing_us-east-2_net.my-loadbalancer.1234567890abcdef_20240506T0710Z_2soosksi.log.gz":                                                                                 "nlb",
		elb + "111122223333_elasticloadbalancing_us-east-2_my-loadbalancer_20240506T0710Z_172.160.001.192_20sg8hgm.log":                                                                                         "elb",
		"any/prefix-2024-05-06-07-10-12-E3B0C44298FC1C14":                                    "s3access",
		"111122223333/us-east-2/shop-images/2024/05/06/2024-05-06-07-10-12-E3B0C44298FC1C14": "s3access",
		"cdn/EMLARXS9EXAMPLE.2024-05-06-07.RT4KCN4SGK9.gz":                                   "cloudfront",
		"AWSLogs/aws-account-id=111122223333/CloudFront/DistributionId=EMLARXS9EXAMPLE/year=2024/month=05/day=06/EMLARXS9EXAMPLE.2024-05-06-07.RT4KCN4SGK9.gz":    "cloudfront",
		in + "CloudFront/EMLARXS9EXAMPLE.2024-05-06-07.RT4KCN4SGK9.parquet":                                                                                       "cloudfront",
		in + "WAFLogs/us-east-2/shop/2024/05/06/07/10/111122223333_waflogs_us-east-2_shop_20240506T0710Z_e0ca43b5.log.gz":                                         "waf",
		in + "vpcdnsquerylogs/vpc-1234/2024/05/06/vpc-1234_vpcdnsquerylogs_111122223333_20240506T0710Z_71889531.log.gz":                                           "route53resolver",
		in + "GuardDuty/us-east-2/2024/05/06/1234abcd-12ab-34cd-56ef-1234567890ab.jsonl.gz":                                                                       "guardduty",
		in + "Config/us-east-2/2024/5/6/ConfigSnapshot/111122223333_Config_us-east-2_ConfigSnapshot_20240506T071012Z_1234abcd.json.gz":                            "config",
		in + "Config/us-east-2/2024/5/6/ConfigHistory/111122223333_Config_us-east-2_ConfigHistory_AWS::EC2::Instance_20240506T071012Z_20240506T131012Z_1.json.gz": "config-history",
	} {
		if f, ok := Recognise(key, nil); !ok || f.Name != want {
			t.Errorf("%s is taken for %q, %t; want %s", key, f.Name, ok, want)
		}
	}
	for text, want := range map[string]string{
		`{"date":"2024-11-14","time":"22:14:16","x-edge-location":"SFO53-P7"}`: "cloudfront",
		`{"date":"2024-11-14","time":"22:14:16","requestId":"a gateway's"}`:    "cloudtrail",
	} {
		if f, _ := Recognise("access.json", []byte(text+"\n")); f.Name != want {
			t.Errorf("%s is taken for %q", text, f.Name)
		}
	}
}
