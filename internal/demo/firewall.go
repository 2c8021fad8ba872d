package demo

import "strconv"

// firewallLog are AWS WAF's logs of the shop's load balancer.
//
// Source: https://docs.aws.amazon.com/waf/latest/developerguide/logging-fields.html
var firewallLog = serviceLog{
	name: "waf", share: 250, files: 24,
	key: func(at int64, name uint64) string {
		account, region := accounts[production].id, regions[apNortheast2]
		b := append([]byte("aws-waf-logs-miru/AWSLogs/"), account+"/WAFLogs/"+region+"/miru-shop/"...)
		b = append(appendFolder(b, at), '/')
		b = appendInt(b, int(at/hour%24), 2)
		b = append(b, "/00/"+account+"_waflogs_"+region+"_miru-shop_"...)
		b = append(appendStamp(b, at), "Z_"...)
		r := prng{name}
		return string(append(r.appendHex(b, 8), ".log.gz"...))
	},
	line: func(b []byte, r *prng, at int64) []byte {
		q := screened{at: at, client: visitor(r), country: []string{"KR", "KR", "KR", "JP", "US", "DE"}[r.below(6)], agent: visitorAgents[r.tail(len(visitorAgents))], page: pages[r.tail(len(pages))], seed: r.next()}
		switch n := r.below(1000); {
		case n < 25:
			q.rule, q.set, q.label, q.page, q.country = "SQLi_QUERYARGUMENTS", "AWSManagedRulesSQLiRuleSet", "sql-database:SQLi_QueryArguments", attacks[0], "RU"
		case n < 45:
			q.rule, q.set, q.label, q.page, q.country = "CrossSiteScripting_QUERYARGUMENTS", "AWSManagedRulesCommonRuleSet", "core-rule-set:CrossSiteScripting_QueryArguments", attacks[4], "BR"
		case n < 70:
			q.counted = true
		}
		return appendScreened(b, q)
	},
	story: func(w *world, chapter string, start int64) (lines []logLine) {
		if chapter != "foreign-sign-ins" {
			return nil
		}
		for i := range 90 { // the scanner's requests, as the load balancer has them
			q := screened{at: start + int64(clock(16, 50)+i*2), client: foreignAddress, country: "NL", agent: "sqlmap/1.8.6#stable (https://sqlmap.org)", page: attacks[i%len(attacks)],
				rule: "SQLi_QUERYARGUMENTS", set: "AWSManagedRulesSQLiRuleSet", label: "sql-database:SQLi_QueryArguments", seed: derive(w.seed, label("screened"), uint64(i))}
			lines = append(lines, logLine{q.at, string(appendScreened(nil, q))})
		}
		return lines
	},
}

// screened is a request that the firewall saw; rule is what blocked it.
type screened struct {
	at                           int64
	client, country, agent, page string
	rule, set, label             string
	counted                      bool
	seed                         uint64
}

func appendScreened(b []byte, q screened) []byte {
	r := prng{q.seed}
	acl := "arn:aws:wafv2:ap-northeast-2:" + accounts[production].id + ":regional/webacl/miru-shop/0d3m0ac1-4b5c-4d6e-8f70-0123456789ab"
	b = append(b, `{"timestamp":`...)
	b = strconv.AppendInt(b, q.at*1000+int64(r.below(1000)), 10)
	b = append(b, `,"formatVersion":1,"webaclId":"`+acl+`","terminatingRuleId":"`...)
	switch {
	case q.rule != "":
		b = append(b, `AWS-`+q.set+`","terminatingRuleType":"MANAGED_RULE_GROUP","action":"BLOCK","terminatingRuleMatchDetails":[{"conditionType":"SQL_INJECTION","sensitivityLevel":"LOW","location":"ALL_QUERY_ARGS","matchedData":["1","UNION","SELECT"]}]`...)
	default:
		b = append(b, `Default_Action","terminatingRuleType":"REGULAR","action":"ALLOW","terminatingRuleMatchDetails":[]`...)
	}
	b = append(b, `,"httpSourceName":"ALB","httpSourceId":"`+accounts[production].id+`-`+shopBalancer+`","ruleGroupList":[`...)
	if q.rule != "" {
		b = append(b, `{"ruleGroupId":"AWS#`+q.set+`","terminatingRule":{"ruleId":"`+q.rule+`","action":"BLOCK","ruleMatchDetails":null},"nonTerminatingMatchingRules":[],"excludedRules":null,"customerConfig":null}`...)
	}
	b = append(b, `],"rateBasedRuleList":[{"rateBasedRuleId":"`+acl+`","rateBasedRuleName":"per-address","limitKey":"IP","maxRateAllowed":2000,"evaluationWindowSec":"300","limitValue":"`+q.client+`"}],"nonTerminatingMatchingRules":[`...)
	if q.counted {
		b = append(b, `{"ruleId":"watch-old-browsers","action":"COUNT","ruleMatchDetails":[]}`...)
	}
	path, args := q.page, ""
	for i := range len(q.page) {
		if q.page[i] == '?' {
			path, args = q.page[:i], q.page[i+1:]
			break
		}
	}
	b = append(b, `],"requestHeadersInserted":null,"responseCodeSent":null,"httpRequest":{"clientIp":"`+q.client+`","country":"`+q.country+`","headers":[{"name":"host","value":"`+shopHost+`"},{"name":"user-agent","value":"`+q.agent+`"},{"name":"accept","value":"*/*"}],"uri":"`+path+`","args":"`+args+`","httpVersion":"HTTP/2.0","httpMethod":"GET","requestId":"1-`...)
	b = append(r.appendHex(b, 8), '-')
	b = r.appendHex(b, 24)
	b = append(b, `","fragment":"","scheme":"https","host":"`+shopHost+`"},"labels":[`...)
	if q.label != "" {
		b = append(b, `{"name":"awswaf:managed:aws:`+q.label+`"}`...)
	}
	b = append(b, `],"ja3Fingerprint":"`...)
	b = r.appendHex(b, 32)
	return append(b, `","requestBodySize":0,"requestBodySizeInspectedByWAF":0}`+"\n"...)
}
