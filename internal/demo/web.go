package demo

import "strconv"

// What the logs beside the trails have in common: visitors, what they ask for, and the names of what answers.

// visitorAgents are user agents of visitors; the last ones are old, and speak old TLS.
var visitorAgents = []string{
	"Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/129.0.0.0 Safari/537.36",
	"Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1",
	"Mozilla/5.0 (Linux; Android 14; SM-S918N) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/129.0.0.0 Mobile Safari/537.36",
	"Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Safari/605.1.15",
	"miru-app/4.12.1 (Android 13)",
	"Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
	"Mozilla/4.0 (compatible; MSIE 8.0; Windows NT 6.1; Trident/4.0)",
}

// secure are a TLS version and a cipher as load balancers write them.
var secure = [][2]string{
	{"TLSv1.3", "TLS_AES_128_GCM_SHA256"}, {"TLSv1.3", "TLS_AES_128_GCM_SHA256"}, {"TLSv1.2", "ECDHE-RSA-AES128-GCM-SHA256"}, {"TLSv1", "ECDHE-RSA-AES128-SHA"},
}

// spoken is the TLS of a user agent.
func spoken(r *prng, browser int) [2]string {
	if browser == len(visitorAgents)-1 {
		return secure[len(secure)-1]
	}
	return secure[r.below(len(secure)-1)]
}

var pages = []string{"/", "/search", "/items/41", "/items/77", "/items/103", "/cart", "/cart/checkout", "/login", "/api/v1/items", "/api/v1/orders", "/static/app.js", "/static/app.css", "/img/logo.png", "/healthz"}

// attacks are what scanners ask for.
var attacks = []string{"/items?id=1%20UNION%20SELECT%20password%20FROM%20users", "/../../../etc/passwd", "/wp-login.php", "/.env", "/search?q=<script>alert(1)</script>", "/items?id=1;SLEEP(5)"}

// visitor draws an address: a few visitors make most of the requests.
func visitor(r *prng) string {
	n := r.tail(240)
	if n%19 == 18 {
		return "2001:db8:7::" + strconv.FormatInt(int64(n+16), 16)
	}
	return "203.0.113." + strconv.Itoa(10+n)
}

// server draws the address of an instance behind a load balancer.
func server(r *prng) string { return "10.32.4." + strconv.Itoa(20+r.below(6)) }

// appendThousandths appends n thousandths as a decimal number.
func appendThousandths(b []byte, n int) []byte {
	b = strconv.AppendInt(b, int64(n/1000), 10)
	return appendInt(append(b, '.'), n%1000, 3)
}

// appendMicroISO appends a time as load balancers write it.
func appendMicroISO(b []byte, at int64, micros int) []byte {
	b = appendISO(b, at)
	b = append(b[:len(b)-1], '.')
	return append(appendInt(b, micros, 6), 'Z')
}

// isoSecond is a time to the second, without a zone.
func appendSecond(b []byte, at int64) []byte {
	b = appendISO(b, at)
	return b[:len(b)-1]
}
