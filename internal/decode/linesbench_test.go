package decode

import (
	"bytes"
	"fmt"
	"io"
	"math/rand/v2"
	"testing"
	"time"

	"tarn/internal/rows"
)

// BenchmarkLines decodes 20,000 lines of each format, with the cardinalities of a busy network: from text to rows.
func BenchmarkLines(b *testing.B) {
	for _, f := range lineFormats {
		text := busy(f, 20_000)
		b.Run(f.Name, func(b *testing.B) {
			l := rows.NewLayout(f.Table)
			batch := rows.NewBatch(l, 20_000)
			in := bytes.NewReader(text)
			d := f.New(l, in, Options{})
			b.SetBytes(int64(len(text)))
			b.ReportAllocs()
			n := 0
			begun := cpuTime()
			for b.Loop() {
				in.Reset(text)
				d.Reset(in)
				batch.Reset()
				var err error
				for err == nil {
					err = d.Next(batch)
				}
				if err != io.EOF {
					b.Fatal(err)
				}
				n += batch.N
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(n), "ns/record")
			reportCPU(b, begun, int64(b.N)*int64(len(text)))
		})
	}
}

// busy makes an object of n lines.
func busy(f Format, n int) []byte {
	r := rand.New(rand.NewPCG(3, 4))
	var b bytes.Buffer
	start := time.Date(2024, 5, 6, 7, 0, 0, 0, time.UTC)
	agents := []string{"Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/124.0.0.0 Safari/537.36", "curl/8.5.0", "ELB-HealthChecker/2.0",
		"Mozilla/5.0 (iPhone; CPU iPhone OS 17_4 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.4 Mobile/15E148 Safari/604.1", "python-requests/2.31.0"}
	switch f.Name {
	case "vpcflow":
		b.WriteString("version account-id interface-id srcaddr dstaddr srcport dstport protocol packets bytes start end action log-status\n")
	case "cloudfront":
		b.WriteString("#Version: 1.0\n#Fields: date time x-edge-location sc-bytes c-ip cs-method cs(Host) cs-uri-stem sc-status cs(Referer) cs(User-Agent) cs-uri-query cs(Cookie) x-edge-result-type x-edge-request-id x-host-header cs-protocol cs-bytes time-taken x-forwarded-for ssl-protocol ssl-cipher x-edge-response-result-type cs-protocol-version fle-status fle-encrypted-fields c-port time-to-first-byte x-edge-detailed-result-type sc-content-type sc-content-len sc-range-start sc-range-end\n")
	}
	for i := range n {
		at := start.Add(time.Duration(i) * 13 * time.Millisecond)
		client := fmt.Sprintf("203.0.%d.%d", r.IntN(4), r.IntN(250))
		target := fmt.Sprintf("10.0.%d.%d", r.IntN(3), r.IntN(20))
		agent, port, size := agents[r.IntN(len(agents))], 1024+r.IntN(60000), r.IntN(90000)
		switch f.Name {
		case "vpcflow":
			fmt.Fprintf(&b, "2 111122223333 eni-0a1b2c3d4e5f6%04d %s %s %d %d 6 %d %d %d %d %s OK\n", r.IntN(60), client, target, port, []int{22, 80, 443, 443, 3389}[r.IntN(5)], r.IntN(100)+1, size, at.Unix(), at.Unix()+int64(r.IntN(60)), []string{"ACCEPT", "ACCEPT", "REJECT"}[r.IntN(3)])
		case "alb":
			fmt.Fprintf(&b, `https %s app/shop/50dc6c495c0c9188 %s:%d %s:8080 0.00%d 0.0%d 0.000 %d 200 %d %d "GET https://shop.example.com:443/item/%d?ref=%d HTTP/1.1" "%s" ECDHE-RSA-AES128-GCM-SHA256 TLSv1.2 arn:aws:elasticloadbalancing:eu-west-1:111122223333:targetgroup/shop/73e2d6bc24d8a067 "Root=1-%08x-%024x" "shop.example.com" "arn:aws:acm:eu-west-1:111122223333:certificate/12345678-1234-1234-1234-123456789012" %d %s "forward" "-" "-" "%s:8080" "200" "-" "-" TID_%032x`+"\n",
				at.Format("2006-01-02T15:04:05.000000Z"), client, port, target, r.IntN(9), r.IntN(99), []int{200, 200, 200, 404, 500}[r.IntN(5)], r.IntN(2000), size, r.IntN(3000), r.IntN(20), agent, at.Unix(), r.Uint64(), r.IntN(5), at.Format("2006-01-02T15:04:05.000000Z"), target, r.IntN(4000))
		case "alb-connection":
			fmt.Fprintf(&b, `%s %s %d 443 TLSv1.2 ECDHE-RSA-AES128-GCM-SHA256 0.0%d "-" - - - TID_%032x`+"\n", at.Format("2006-01-02T15:04:05.000000Z"), client, port, r.IntN(99), r.Uint64())
		case "alb-health-check":
			fmt.Fprintf(&b, "http %s 0.0%08d %s:8080 shop %s -\n", at.Format("2006-01-02T15:04:05.000000Z"), r.IntN(99999999), target, []string{"PASS 200", "PASS 200", "FAIL 502"}[r.IntN(3)])
		case "nlb":
			fmt.Fprintf(&b, "tls 2.0 %s net/mail/c6e77e28c25b2234 g3d4b5e8bb8464cd %s:%d %s:443 %d %d %d %d - arn:aws:acm:eu-west-1:111122223333:certificate/2a108f19-aded-46b0-8493-c63eb1ef4a99 - ECDHE-RSA-AES128-SHA tlsv12 - mail.example.com - - - %s\n",
				at.Format("2006-01-02T15:04:05"), client, port, target, r.IntN(90), r.IntN(30), r.IntN(4000), size, at.Format("2006-01-02T15:04:05"))
		case "elb":
			fmt.Fprintf(&b, `%s shop %s:%d %s:80 0.0000%d 0.0%d 0.00004%d 200 200 0 %d "GET https://www.example.com:443/item/%d HTTP/1.1" "%s" DHE-RSA-AES128-SHA TLSv1.2`+"\n", at.Format("2006-01-02T15:04:05.000000Z"), client, port, target, r.IntN(99), r.IntN(99), r.IntN(9), size, r.IntN(3000), agent)
		case "s3access":
			fmt.Fprintf(&b, `79a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7cd47ef2be shop-images [%s] %s arn:aws:sts::111122223333:assumed-role/app/i-%d %016X REST.GET.OBJECT photos/%d.jpg "GET /photos/%d.jpg HTTP/1.1" 200 - %d %d %d %d "-" "%s" - %032x= SigV4 ECDHE-RSA-AES128-GCM-SHA256 AuthHeader shop-images.s3.eu-west-1.amazonaws.com TLSv1.2 - -`+"\n", at.Format("02/Jan/2006:15:04:05 +0000"), client, r.IntN(20), r.Uint64(), i%2000, i%2000, size, size, r.IntN(99), r.IntN(90), agent, r.Uint64())
		case "cloudfront":
			fmt.Fprintf(&b, "%s\tDUB56-P%d\t%d\t%s\tGET\td111111abcdef8.cloudfront.net\t/item/%d\t200\thttps://www.example.com/\t%s\tref=%d\t-\tHit\t%032x==\twww.example.com\thttps\t%d\t0.0%d\t-\tTLSv1.3\tTLS_AES_128_GCM_SHA256\tHit\tHTTP/2.0\t-\t-\t%d\t0.0%d\tHit\ttext/html\t%d\t-\t-\n", at.Format("2006-01-02\t15:04:05"), r.IntN(5), size, client, r.IntN(3000), bytes.ReplaceAll([]byte(agent), []byte(" "), []byte("%20")), r.IntN(20), r.Uint64(), r.IntN(900), r.IntN(99), port, r.IntN(99), size)
		}
	}
	return b.Bytes()
}
