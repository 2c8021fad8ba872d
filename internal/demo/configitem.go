package demo

import (
	"strconv"
	"time"
)

// snapshotLog are AWS Config's snapshots, one a day, and historyLog what changed, every six hours. An object is one document of
// JSON without line feeds: Hive's SerDes read a document a line, and AWS's own tables over snapshots rely on that.
//
// Source: https://docs.aws.amazon.com/config/latest/developerguide/example-s3-snapshot.html
var (
	snapshotLog = serviceLog{
		name: "config", share: 20, files: 1, key: configKey("ConfigSnapshot"), between: ",", tail: "]}",
		head: `{"fileVersion":"1.0","configSnapshotId":"0d3m05a9-4b5c-4d6e-8f70-0123456789ab","configurationItems":[`,
		line: func(b []byte, r *prng, at int64) []byte { return appendItem(b, r, at, "OK", false) },
	}
	historyLog = serviceLog{
		name: "config-history", share: 10, files: 4, key: configKey("ConfigHistory"), between: ",", tail: "]}",
		head: `{"fileVersion":"1.0","configurationItems":[`,
		line: func(b []byte, r *prng, at int64) []byte {
			status := "OK"
			if r.chance(30) {
				status = "ResourceDeleted"
			}
			return appendItem(b, r, at, status, false)
		},
		story: func(w *world, chapter string, start int64) []logLine {
			if chapter != "exfiltration" {
				return nil
			}
			// The group of the database is opened to the world.
			at := start + int64(clock(17, 40))
			return []logLine{{at, string(appendItem(nil, &prng{derive(w.seed, label("opened"))}, at, "OK", true))}}
		},
	}
)

func configKey(what string) func(at int64, name uint64) string {
	return func(at int64, name uint64) string {
		account := accounts[production].id
		t := time.Unix(at, 0).UTC()
		b := append([]byte("config-logs/AWSLogs/"), account+"/Config/ap-northeast-2/"...)
		b = t.AppendFormat(b, "2006/1/2/")
		b = append(b, what+"/"+account+"_Config_ap-northeast-2_"+what+"_"...)
		b = append(t.AppendFormat(b, "20060102T150405Z"), '_')
		r := prng{name}
		return string(append(r.appendUUID(b), ".json.gz"...))
	}
}

// appendItem appends a configuration item: an instance, a bucket or a security group; open says that the group is open to all.
func appendItem(b []byte, r *prng, at int64, status string, open bool) []byte {
	account := accounts[production].id
	n := r.below(6)
	kind, id, arn, name, configuration := "AWS::EC2::Instance", "i-0m1ru0prod00000"+strconv.Itoa(20+n), "arn:aws:ec2:ap-northeast-2:"+account+":instance/i-0m1ru0prod00000"+strconv.Itoa(20+n), "",
		`{"instanceType":"m7g.large","privateIpAddress":"10.32.4.`+strconv.Itoa(20+n)+`","state":{"code":16,"name":"running"}}`
	switch m := r.below(10); {
	case open || m < 3:
		from := "10.32.0.0/16"
		if open {
			from = "0.0.0.0/0"
		}
		kind, id, name = "AWS::EC2::SecurityGroup", "sg-0m1ru0prod000000"+strconv.Itoa(n), "miru-db-"+strconv.Itoa(n)
		arn = "arn:aws:ec2:ap-northeast-2:" + account + ":security-group/" + id
		configuration = `{"groupName":"` + name + `","ipPermissions":[{"fromPort":5432,"toPort":5432,"ipProtocol":"tcp","ipRanges":["` + from + `"]}]}`
	case m < 5:
		kind, id, name, arn = "AWS::S3::Bucket", uploadsBucket, uploadsBucket, "arn:aws:s3:::"+uploadsBucket
		configuration = `{"name":"` + uploadsBucket + `","owner":{"id":"miru"},"creationDate":"2024-02-01T00:00:00.000Z"}`
	}
	if status == "ResourceDeleted" {
		configuration = "null"
	}
	b = append(b, `{"relatedEvents":[],"relationships":[{"resourceId":"vpc-0m1ru0prod0000001","resourceType":"AWS::EC2::VPC","name":"Is contained in Vpc"}],"configuration":`+configuration+`,"supplementaryConfiguration":{},"tags":{"team":"shop","env":"production"},"configurationItemVersion":"1.3","configurationItemCaptureTime":"`...)
	b = appendMicroISO(b, at, r.below(1000)*1000)
	b = append(b, `","configurationStateId":`...)
	b = strconv.AppendInt(b, at*1000, 10)
	b = append(b, `,"awsAccountId":"`+account+`","configurationItemStatus":"`+status+`","resourceType":"`+kind+`","resourceId":"`+id+`"`...)
	if name != "" {
		b = append(b, `,"resourceName":"`+name+`"`...)
	}
	return append(b, `,"ARN":"`+arn+`","awsRegion":"ap-northeast-2","availabilityZone":"Multiple Availability Zones","configurationStateMd5Hash":"","resourceCreationTime":"2024-02-01T00:00:00.000Z"}`...)
}
