package demo

import "strconv"

// resolverLog are Route 53 Resolver's query logs of the production network.
//
// Source: https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/resolver-query-logs-format.html
var resolverLog = serviceLog{
	name: "route53resolver", share: 400, files: 8,
	key: func(at int64, name uint64) string {
		account := accounts[production].id
		b := append([]byte("resolver-logs/AWSLogs/"), account+"/vpcdnsquerylogs/vpc-0m1ru0prod0000001/"...)
		b = append(appendFolder(b, at), "/vpc-0m1ru0prod0000001_vpcdnsquerylogs_"+account+"_"...)
		b = append(appendStamp(b, at), "Z_"...)
		r := prng{name}
		return string(append(r.appendHex(b, 8), ".log.gz"...))
	},
	line: func(b []byte, r *prng, at int64) []byte {
		host := r.below(6)
		names := []string{"s3.ap-northeast-2.amazonaws.com.", "kms.ap-northeast-2.amazonaws.com.", "db.prod.miru.internal.", "sqs.ap-northeast-2.amazonaws.com.", "api.payments.example.", "shop.miru.example.", "time.aws.com."}
		q := asking{at: at, host: host, name: names[r.tail(len(names))], kind: "A", code: "NOERROR", answer: "10.32.9." + strconv.Itoa(1+r.below(250)), seed: r.next()}
		switch n := r.below(1000); {
		case n < 120:
			q.kind, q.answer = "AAAA", ""
		case n < 160:
			q.name, q.code, q.answer = "wpad.prod.miru.internal.", "NXDOMAIN", ""
		case n < 164:
			q.code, q.answer = "SERVFAIL", ""
		}
		return appendAsking(b, q)
	},
	story: func(w *world, chapter string, start int64) (lines []logLine) {
		if chapter != "exfiltration" {
			return nil
		}
		for i := range 150 { // names that carry what they should not
			r := prng{derive(w.seed, label("tunnel"), uint64(i))}
			q := asking{at: start + int64(clock(18, 2)+i*4), host: 3, name: string(r.appendFrom(nil, "abcdefghijklmnopqrstuvwxyz234567", 40)) + ".cdn-sync.example.", kind: "TXT", code: "NOERROR", seed: r.next()}
			if i%10 == 9 {
				q.blocked, q.code = true, "NXDOMAIN"
			}
			lines = append(lines, logLine{q.at, string(appendAsking(nil, q))})
		}
		return lines
	},
}

// asking is a query for a name.
type asking struct {
	at                       int64
	host                     int
	name, kind, code, answer string
	blocked                  bool
	seed                     uint64
}

func appendAsking(b []byte, q asking) []byte {
	r := prng{q.seed}
	b = append(b, `{"version":"1.100000","account_id":"`+accounts[production].id+`","region":"ap-northeast-2","vpc_id":"vpc-0m1ru0prod0000001","query_timestamp":"`...)
	b = appendISO(b, q.at)
	b = append(b, `","query_name":"`+q.name+`","query_type":"`+q.kind+`","query_class":"IN","rcode":"`+q.code+`","answers":[`...)
	if q.answer != "" {
		b = append(b, `{"Rdata":"`+q.answer+`","Type":"`+q.kind+`","Class":"IN"}`...)
	}
	b = append(b, `],"srcaddr":"10.32.4.`+strconv.Itoa(20+q.host)+`","srcport":"`+strconv.Itoa(32768+r.below(28000))+`","transport":"UDP","srcids":{"instance":"i-0m1ru0prod00000`+strconv.Itoa(20+q.host)+`"}`...)
	if q.blocked {
		b = append(b, `,"firewall_rule_action":"BLOCK","firewall_rule_group_id":"rslvr-frg-0d3m0m1ru","firewall_domain_list_id":"rslvr-fdl-0d3m0m1ru"`...)
	}
	return append(b, "}\n"...)
}
