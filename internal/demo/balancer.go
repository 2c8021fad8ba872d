package demo

import "strconv"

// The load balancers of the production account.
const (
	shopBalancer = "app/miru-shop/50dc6c495c0c9188"
	mailBalancer = "net/miru-mail/c6e77e28c25b2234"
	oldBalancer  = "miru-legacy"
	shopHost     = "shop.miru.example"
	shopCert     = "arn:aws:acm:ap-northeast-2:333344445555:certificate/12345678-1234-1234-1234-123456789012"
	shopTargets  = "arn:aws:elasticloadbalancing:ap-northeast-2:333344445555:targetgroup/miru-shop/73e2d6bc24d8a067"
)

// balancerKey names an object as load balancers do.
//
// Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-access-logs.html#access-log-file-format
func balancerKey(before, balancer, after string) func(at int64, name uint64) string {
	return func(at int64, name uint64) string {
		account, region := accounts[production].id, regions[apNortheast2]
		b := append([]byte("elb-logs/AWSLogs/"), account+"/elasticloadbalancing/"+region+"/"...)
		b = append(appendFolder(b, at), "/"+before+account+"_elasticloadbalancing_"+region+"_"+balancer+"_"...)
		b = append(appendStamp(b, at), "Z_10.32.1.17_"...)
		r := prng{name}
		return string(append(r.appendFrom(b, "abcdefghijklmnopqrstuvwxyz0123456789", 8), after...))
	}
}

// balancerLog are access logs of an Application Load Balancer.
var balancerLog = serviceLog{
	name: "alb", share: 500, files: 8, key: balancerKey("", "app.miru-shop.50dc6c495c0c9188", ".log.gz"),
	line: func(b []byte, r *prng, at int64) []byte {
		browser := r.tail(len(visitorAgents))
		q := visit{at: at, client: visitor(r), agent: visitorAgents[browser], page: pages[r.tail(len(pages))], status: 200, tls: spoken(r, browser), millis: 2 + r.tail(400), seed: r.next()}
		switch n := r.below(1000); {
		case n < 8:
			q.status, q.millis = 504, 60000
		case n < 20:
			q.status = 500
		case n < 60:
			q.status = 404
		case n < 75: // a target that is slow
			q.millis = 5000 + r.below(9000)
		case n < 90:
			q.status = 302
		case n < 95: // a quotation mark in a user agent, as it comes
			q.agent = `Mozilla/5.0 "miru" (X11)`
		}
		return appendVisit(b, q)
	},
	story: func(w *world, chapter string, start int64) (lines []logLine) {
		if chapter != "foreign-sign-ins" {
			return nil
		}
		for i := range 90 { // a scanner
			q := visit{at: start + int64(clock(16, 50)+i*2), client: foreignAddress, agent: "sqlmap/1.8.6#stable (https://sqlmap.org)", page: attacks[i%len(attacks)], status: []int{403, 404, 400}[i%3], tls: secure[2], millis: 3, seed: derive(w.seed, label("scanner"), uint64(i))}
			lines = append(lines, logLine{q.at, string(appendVisit(nil, q))})
		}
		return lines
	},
}

// visit is a request to the shop.
type visit struct {
	at                  int64
	client, agent, page string
	status, millis      int
	tls                 [2]string
	seed                uint64
}

func appendVisit(b []byte, q visit) []byte {
	r := prng{q.seed}
	target, code := server(&r)+":8080", strconv.Itoa(q.status)
	b = append(b, "https "...)
	b = appendMicroISO(b, q.at, r.below(1000000))
	b = append(b, " "+shopBalancer+" "+q.client+":"+strconv.Itoa(1024+r.below(60000))+" "...)
	verb := "GET"
	if q.page == "/login" || q.page == "/cart/checkout" || q.page == "/api/v1/orders" {
		verb = "POST"
	}
	action, class := "forward", `"-" "-"`
	switch {
	case q.status == 403:
		action = "waf,forward"
		target = "-"
	case q.status == 400:
		class = `"Ambiguous" "UndefinedContentLengthSemantics"`
	}
	b = append(b, target+" 0.00"+strconv.Itoa(r.below(4))+" "...)
	if target == "-" {
		b = append(b, "-1 -1 "+code+" - "...)
	} else if q.status == 504 {
		b = append(b, "-1 -1 504 - "...)
	} else {
		b = append(appendThousandths(b, q.millis), " 0.000 "+code+" "+code+" "...)
	}
	b = append(b, strconv.Itoa(200+r.below(900))+" "+strconv.Itoa(300+r.tail(90000))+" "...)
	b = append(b, `"`+verb+` https://`+shopHost+":443"+q.page+` HTTP/`...)
	b = append(b, []string{"2.0", "1.1"}[r.below(2)]+`" "`+q.agent+`" `+q.tls[1]+" "+q.tls[0]+" "+shopTargets+` "Root=1-`...)
	b = appendHexWord(b, uint64(q.at), 8)
	b = append(b, '-')
	b = r.appendHex(b, 24)
	b = append(b, `" "`+shopHost+`" "`+shopCert+`" `+strconv.Itoa(1+r.below(4))+" "...)
	b = appendMicroISO(b, q.at, r.below(1000)*1000)
	list, codes := target, code
	if target == "-" || q.status == 504 {
		codes = "-"
	}
	b = append(b, ` "`+action+`" "-" "-" "`+list+`" "`+codes+`" `+class+` TID_`...)
	return append(r.appendHex(b, 32), " \"-\" \"-\" \"-\"\n"...)
}

// connectionLog are connection logs of the same load balancer.
var connectionLog = serviceLog{
	name: "alb-connection", share: 100, files: 2, key: balancerKey("conn_log.", "app.miru-shop.50dc6c495c0c9188", ".log.gz"),
	line: func(b []byte, r *prng, at int64) []byte {
		tls := secure[r.tail(len(secure))]
		b = appendMicroISO(b, at, r.below(1000000))
		b = append(b, " "+visitor(r)+" "+strconv.Itoa(1024+r.below(60000))+" 443 "+tls[0]+" "+tls[1]+" "...)
		b = appendThousandths(b, 3+r.tail(300))
		if r.chance(40) {
			b = append(b, ` "CN=partner.example,O=Partner" NotBefore=2025-09-21T22:43:21Z;NotAfter=2027-06-17T22:43:21Z FEF257372D5C14D4 `...)
			b = append(b, []string{"Success", "Failed:ClientCertExpired"}[r.tail(2)]...)
		} else {
			b = append(b, ` "-" - - -`...)
		}
		return append(r.appendHex(append(b, " TID_"...), 32), '\n')
	},
}

// healthLog are the same load balancer's health checks.
var healthLog = serviceLog{
	name: "alb-health-check", share: 100, files: 2, key: balancerKey("health_check_log_", "app.miru-shop.50dc6c495c0c9188", ".log.gz"),
	line: func(b []byte, r *prng, at int64) []byte {
		millis, result := 2+r.tail(200), " miru-shop PASS 200 -\n"
		switch n := r.below(100); {
		case n < 2:
			millis, result = 5000+r.below(3), " miru-shop FAIL - RequestTimedOut\n"
		case n < 4:
			result = " miru-shop FAIL 503 ResponseCodeMismatch\n"
		}
		b = appendMicroISO(append(b, "http "...), at, r.below(1000000))
		b = appendThousandths(append(b, ' '), millis)
		return append(b, "000000 "+server(r)+":8080"+result...)
	},
}

// networkLog are access logs of a Network Load Balancer's TLS listener.
var networkLog = serviceLog{
	name: "nlb", share: 100, files: 2, key: balancerKey("", "net.miru-mail.c6e77e28c25b2234", ".log.gz"),
	line: func(b []byte, r *prng, at int64) []byte {
		tls := [][2]string{{"tlsv13", "TLS_AES_128_GCM_SHA256"}, {"tlsv12", "ECDHE-RSA-AES128-GCM-SHA256"}, {"tlsv1", "ECDHE-RSA-AES128-SHA"}}[r.tail(3)]
		alert := "-"
		if r.chance(15) {
			alert, tls = "46", [2]string{"-", "-"}
		}
		b = appendSecond(append(b, "tls 2.0 "...), at)
		b = append(b, " "+mailBalancer+" g3d4b5e8bb8464cd "+visitor(r)+":"+strconv.Itoa(1024+r.below(60000))+" 10.32.5."+strconv.Itoa(11+r.below(3))+":993 "...)
		b = append(b, strconv.Itoa(5+r.tail(9000))+" "+strconv.Itoa(2+r.tail(90))+" "+strconv.Itoa(90+r.tail(9000))+" "+strconv.Itoa(240+r.tail(90000))+" "+alert+" "...)
		b = append(b, "arn:aws:acm:ap-northeast-2:333344445555:certificate/2a108f19-aded-46b0-8493-c63eb1ef4a99 - "+tls[1]+" "+tls[0]+" - mail.miru.example - - - "...)
		return append(appendSecond(b, at-int64(r.below(60))), '\n')
	},
}

// classicLog are access logs of a Classic Load Balancer.
var classicLog = serviceLog{
	name: "elb", share: 60, files: 1, plain: true, key: balancerKey("", oldBalancer, ".log"),
	line: func(b []byte, r *prng, at int64) []byte {
		browser := r.tail(len(visitorAgents))
		tls := secure[2]
		if browser == len(visitorAgents)-1 {
			tls = secure[3]
		}
		status, backend := []string{"200", "200", "200", "404", "503"}[r.tail(5)], "10.32.6.9:80"
		code := status
		if status == "503" {
			backend, code = "-", "0"
		}
		b = appendMicroISO(b, at, r.below(1000000))
		b = append(b, " "+oldBalancer+" 203.0.113."+strconv.Itoa(10+r.tail(240))+":"+strconv.Itoa(1024+r.below(60000))+" "+backend+" "...)
		if backend == "-" {
			b = append(b, "-1 -1 -1 "...)
		} else {
			b = append(b, "0.0000"+strconv.Itoa(10+r.below(80))+" "...)
			b = append(appendThousandths(b, 1+r.tail(900)), " 0.00004"+strconv.Itoa(r.below(10))+" "...)
		}
		b = append(b, status+" "+code+" "+strconv.Itoa(r.tail(900))+" "+strconv.Itoa(57+r.tail(40000))+` "GET https://legacy.miru.example:443`+pages[r.tail(len(pages))]+` HTTP/1.1" "`...)
		return append(b, visitorAgents[browser]+`" `+tls[1]+" "+tls[0]+"\n"...)
	},
}
