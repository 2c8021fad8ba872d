package demo

import (
	"strconv"
	"strings"
	"time"
)

const (
	distribution     = "E1MIRU7D3M0Q2A"
	distributionHost = "d111111abcdef8.cloudfront.net"
)

// distributionLog are standard logs of a CloudFront distribution.
//
// Source: https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/standard-logs-reference.html
var distributionLog = serviceLog{
	name: "cloudfront", share: 300, files: 6,
	head: "#Version: 1.0\n#Fields: date time x-edge-location sc-bytes c-ip cs-method cs(Host) cs-uri-stem sc-status cs(Referer) cs(User-Agent) cs-uri-query cs(Cookie) x-edge-result-type x-edge-request-id x-host-header cs-protocol cs-bytes time-taken x-forwarded-for ssl-protocol ssl-cipher x-edge-response-result-type cs-protocol-version fle-status fle-encrypted-fields c-port time-to-first-byte x-edge-detailed-result-type sc-content-type sc-content-len sc-range-start sc-range-end\n",
	key: func(at int64, name uint64) string {
		b := time.Unix(at, 0).UTC().AppendFormat([]byte("cloudfront-logs/"+distribution+"."), "2006-01-02-15.")
		r := prng{name}
		return string(append(r.appendHex(b, 8), ".gz"...))
	},
	line: func(b []byte, r *prng, at int64) []byte {
		browser := r.tail(len(visitorAgents))
		tls := spoken(r, browser)
		result, status, page := "Hit", "200", pages[r.tail(len(pages))]
		switch n := r.below(1000); {
		case n < 200:
			result = "Miss"
		case n < 240:
			result, status = "Error", "404"
		case n < 250:
			result, status = "Error", "502"
		case n < 300:
			result, status = "RefreshHit", "304"
		}
		stem, query, _ := strings.Cut(page, "?")
		if query = "-"; page == "/search" {
			query = "q=%25EC%258B%25A0%25EB%25B0%259C"
		}
		size := strconv.Itoa(400 + r.tail(200000))
		field := func(s string) { b = append(append(b, s...), '\t') }
		b = time.Unix(at, 0).UTC().AppendFormat(b, "2006-01-02\t15:04:05\t")
		field([]string{"ICN54-P1", "ICN57-C2", "NRT57-P3", "IAD89-P1", "FRA56-P4"}[r.tail(5)])
		field(size)
		field(visitor(r))
		field("GET")
		field(distributionHost)
		field(stem)
		field(status)
		field([]string{"-", "https://www.miru.example/"}[r.below(2)])
		field(strings.ReplaceAll(visitorAgents[browser], " ", "%20"))
		field(query)
		field("-")
		field(result)
		b = append(r.appendBase64(b, 54), "==\t"...)
		field("www.miru.example")
		field("https")
		field(strconv.Itoa(30 + r.below(700)))
		taken := string(appendThousandths(nil, 1+r.tail(3000)))
		field(taken)
		field("-")
		field(tls[0])
		field(tls[1])
		field(result)
		field([]string{"HTTP/2.0", "HTTP/3.0", "HTTP/1.1"}[r.tail(3)])
		field("-")
		field("-")
		field(strconv.Itoa(1024 + r.below(60000)))
		field(taken)
		field(result)
		field("text/html")
		return append(b, size+"\t-\t-\n"...)
	},
}
