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
		case n < 80:
			q.rule, q.set, q.label, q.agent = "SignalNonBrowserUserAgent", botControl, "bot-control:signal:non_browser_user_agent", "python-requests/2.32.3"
		default:
			q.forwarded = n < 180
			q.token = n < 600
		}
		return appendScreened(b, q)
	},
	story: func(w *world, chapter string, start int64) (lines []logLine) {
		switch chapter {
		case "":
			return scraped(w, start)
		case "foreign-sign-ins":
		default:
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

// botControl is the rule group that knows programs from people.
const botControl = "AWSManagedRulesBotControlRuleSet"

// scraped are the requests of a program that reads prices each morning: it is watched for a while, and then it has asked too often.
func scraped(w *world, start int64) (lines []logLine) {
	for i := range 36 {
		q := screened{at: start + int64(clock(10, 0)+i*4), client: "198.51.100.77", country: "IE", agent: "price-watch/2.1", page: "/api/v1/items",
			label: "bot-control:bot:unverified", unverified: true, often: i >= 24, seed: derive(w.seed, label("scraped"), uint64(start), uint64(i))}
		lines = append(lines, logLine{q.at, string(appendScreened(nil, q))})
	}
	return lines
}

// screened is a request that the firewall saw; rule is what blocked it.
type screened struct {
	at                           int64
	client, country, agent, page string
	rule, set, label             string
	// unverified says that the rule group of programs counted it, often that the rule of rates blocked it, forwarded that it came by a proxy,
	// and token that the browser had passed a challenge before.
	counted, unverified, often, forwarded, token bool
	seed                                         uint64
}

func appendScreened(b []byte, q screened) []byte {
	r := prng{q.seed}
	acl := "arn:aws:wafv2:ap-northeast-2:" + accounts[production].id + ":regional/webacl/miru-shop/0d3m0ac1-4b5c-4d6e-8f70-0123456789ab"
	b = append(b, `{"timestamp":`...)
	b = strconv.AppendInt(b, q.at*1000+int64(r.below(1000)), 10)
	b = append(b, `,"formatVersion":1,"webaclId":"`+acl+`","terminatingRuleId":"`...)
	switch {
	case q.rule != "":
		b = append(b, `AWS-`+q.set+`","terminatingRuleType":"MANAGED_RULE_GROUP","action":"BLOCK","terminatingRuleMatchDetails":[`+matched[q.rule]+`]`...)
	case q.often:
		b = append(b, scrapers+`","terminatingRuleType":"RATE_BASED","action":"BLOCK","terminatingRuleMatchDetails":[]`...)
	default:
		b = append(b, `Default_Action","terminatingRuleType":"REGULAR","action":"ALLOW","terminatingRuleMatchDetails":[]`...)
	}
	b = append(b, `,"httpSourceName":"ALB","httpSourceId":"`+accounts[production].id+`-`+shopBalancer+`","ruleGroupList":[`...)
	if q.rule != "" {
		b = append(b, `{"ruleGroupId":"AWS#`+q.set+`","terminatingRule":{"ruleId":"`+q.rule+`","action":"BLOCK","ruleMatchDetails":null},"nonTerminatingMatchingRules":[],"excludedRules":null,"customerConfig":null}`...)
	}
	if q.unverified {
		b = append(b, `{"ruleGroupId":"AWS#`+botControl+`","terminatingRule":null,"nonTerminatingMatchingRules":[{"ruleId":"CategoryHttpLibrary","action":"COUNT","overriddenAction":"BLOCK","ruleMatchDetails":[]}],"excludedRules":null,"customerConfig":null}`...)
	}
	b = append(b, `],"rateBasedRuleList":[`...)
	if q.often {
		b = append(b, `{"rateBasedRuleId":"`+acl+`","rateBasedRuleName":"`+scrapers+`","limitKey":"IP","maxRateAllowed":20,"evaluationWindowSec":"60","limitValue":"`+q.client+`"},`...)
	}
	b = append(b, `{"rateBasedRuleId":"`+acl+`","rateBasedRuleName":"per-address","limitKey":"IP","maxRateAllowed":2000,"evaluationWindowSec":"300","limitValue":"`+q.client+`"}],"nonTerminatingMatchingRules":[`...)
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
	b = append(b, `],"requestHeadersInserted":null,"responseCodeSent":null,"httpRequest":{"clientIp":"`+q.client+`","country":"`+q.country+`","headers":[{"name":"host","value":"`+shopHost+`"},{"name":"user-agent","value":"`+q.agent+`"},{"name":"accept","value":"*/*"}`...)
	if q.forwarded {
		b = append(b, `,{"name":"X-Forwarded-For","value":"10.`...)
		b = strconv.AppendInt(b, int64(r.below(4)), 10)
		b = append(b, `.0.9"}`...)
	}
	b = append(b, `],"uri":"`+path+`","args":"`+args+`","httpVersion":"HTTP/2.0","httpMethod":"GET","requestId":"1-`...)
	b = append(r.appendHex(b, 8), '-')
	b = r.appendHex(b, 24)
	b = append(b, `","fragment":"","scheme":"https","host":"`+shopHost+`"},"labels":[`...)
	if q.label != "" {
		b = append(b, `{"name":"awswaf:managed:aws:`+q.label+`"}`...)
	}
	if q.token {
		b = append(b, `{"name":"awswaf:managed:token:id:`+tokenOf(q.client)+`"},{"name":"awswaf:managed:token:accepted"}`...)
	}
	b = append(b, `],"ja3Fingerprint":"`...)
	b = r.appendHex(b, 32)
	return append(b, `","requestBodySize":0,"requestBodySizeInspectedByWAF":0}`+"\n"...)
}

// matched is what the rules that look for patterns say of what they found.
var matched = map[string]string{
	"SQLi_QUERYARGUMENTS":               `{"conditionType":"SQL_INJECTION","sensitivityLevel":"LOW","location":"ALL_QUERY_ARGS","matchedData":["1","UNION","SELECT"]}`,
	"CrossSiteScripting_QUERYARGUMENTS": `{"conditionType":"XSS","sensitivityLevel":null,"location":"ALL_QUERY_ARGS","matchedData":["<","script"]}`,
}

// scrapers is the name of the rule of rates.
const scrapers = "scrapers"

// tokenOf is the ID of the token that an address's browser has.
func tokenOf(client string) string {
	r := prng{derive(label("token"), label(client))}
	b := r.appendHex(nil, 8)
	for _, n := range []int{4, 4, 4, 12} {
		b = r.appendHex(append(b, '-'), n)
	}
	return string(b)
}
