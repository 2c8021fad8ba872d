package demo

import "strconv"

// findingLog are GuardDuty's findings as it exports them.
//
// Source: https://docs.aws.amazon.com/guardduty/latest/ug/guardduty_exportfindings.html
var findingLog = serviceLog{
	name: "guardduty", share: 2, files: 4,
	key: func(at int64, name uint64) string {
		b := append([]byte("guardduty-findings/AWSLogs/"), accounts[production].id+"/GuardDuty/ap-northeast-2/"...)
		b = append(appendFolder(b, at), '/')
		r := prng{name}
		return string(append(r.appendUUID(b), ".jsonl.gz"...))
	},
	line: func(b []byte, r *prng, at int64) []byte {
		kinds := []finding{
			{kind: "Recon:EC2/PortProbeUnprotectedPort", title: "Unprotected port on EC2 instance is being probed.", severity: 2},
			{kind: "UnauthorizedAccess:EC2/SSHBruteForce", title: "SSH brute force attack against an instance.", severity: 2},
			{kind: "Policy:IAMUser/RootCredentialUsage", title: "API DescribeInstances was invoked using root credentials.", severity: 2},
			{kind: "Discovery:S3/AnomalousBehavior", title: "API ListBuckets was invoked in an unusual way.", severity: 5},
		}
		f := kinds[r.tail(len(kinds))]
		f.at, f.address, f.seed, f.count = at, "198.51.100."+strconv.Itoa(1+r.below(200)), r.next(), 1+r.tail(40)
		return appendFinding(b, f)
	},
	story: func(w *world, chapter string, start int64) (lines []logLine) {
		put := func(n int, f finding) {
			f.address, f.seed, f.count = foreignAddress, derive(w.seed, label("finding"), label(f.kind)), n
			lines = append(lines, logLine{f.at, string(appendFinding(nil, f))})
		}
		switch chapter {
		case "foreign-sign-ins":
			put(1, finding{at: start + int64(clock(17, 5)), kind: "UnauthorizedAccess:IAMUser/ConsoleLoginSuccess.B", title: "Unusual console login was seen.", severity: 5, user: intruder})
		case "exfiltration": // exported again as it goes on
			f := finding{at: start + int64(clock(18, 15)), kind: "Exfiltration:S3/AnomalousBehavior", title: "API GetObject was invoked in an unusual way, which is used to collect data.", severity: 8, user: intruder}
			put(1, f)
			f.at += 15 * minute
			put(37, f)
			put(1, finding{at: start + int64(clock(18, 20)), kind: "Trojan:EC2/DNSDataExfiltration", title: "An EC2 instance is exfiltrating data through DNS queries.", severity: 8})
		}
		return lines
	},
}

// finding is a finding as it was when it was exported; count is how often what it tells of was seen until then.
type finding struct {
	at                         int64
	kind, title, address, user string
	severity, count            int
	seed                       uint64
}

func appendFinding(b []byte, f finding) []byte {
	r := prng{f.seed}
	id := string(r.appendHex(nil, 32))
	account := accounts[production].id
	b = append(b, `{"schemaVersion":"2.0","accountId":"`+account+`","region":"ap-northeast-2","partition":"aws","id":"`+id+`","arn":"arn:aws:guardduty:ap-northeast-2:`+account+`:detector/0d3m0de7ec70r/finding/`+id+`","type":"`+f.kind+`","resource":{`...)
	if f.user != "" {
		b = append(b, `"resourceType":"AccessKey","accessKeyDetails":{"accessKeyId":"`+unique("AKIA", derive(f.seed, 1))+`","principalId":"`+unique("AIDA", derive(f.seed, 2))+`","userType":"IAMUser","userName":"`+f.user+`"}`...)
	} else {
		b = append(b, `"resourceType":"Instance","instanceDetails":{"instanceId":"i-0m1ru0prod0000023","instanceType":"m7g.large","networkInterfaces":[{"privateIpAddress":"10.32.4.23","vpcId":"vpc-0m1ru0prod0000001"}]}`...)
	}
	b = append(b, `},"service":{"serviceName":"guardduty","detectorId":"0d3m0de7ec70r","action":{"actionType":"AWS_API_CALL","awsApiCallAction":{"remoteIpDetails":{"ipAddressV4":"`+f.address+`","country":{"countryName":"Netherlands"}}}},"archived":false,"count":`...)
	b = strconv.AppendInt(b, int64(f.count), 10)
	b = append(b, `,"eventFirstSeen":"`...)
	b = appendISO(b, f.at-int64(f.count)*20)
	b = append(b, `","eventLastSeen":"`...)
	b = appendISO(b, f.at)
	b = append(b, `"},"severity":`+strconv.Itoa(f.severity)+`,"createdAt":"`...)
	b = appendMicroISO(b, f.at-int64(f.count)*20, 0)
	b = append(b, `","updatedAt":"`...)
	b = appendMicroISO(b, f.at, 250000)
	return append(b, `","title":"`+f.title+`","description":"`+f.title+`"}`+"\n"...)
}
