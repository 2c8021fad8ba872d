package demo

import (
	"strconv"
	"time"
)

const uploadsBucket = "miru-production-member-uploads-ap-northeast-2"

// accessLog are S3 server access logs of the bucket with the members' uploads.
//
// Source: https://docs.aws.amazon.com/AmazonS3/latest/userguide/LogFormat.html
var accessLog = serviceLog{
	name: "s3access", share: 300, files: 4, plain: true,
	key: func(at int64, name uint64) string {
		b := append([]byte("s3-access-logs/"), accounts[production].id+"/ap-northeast-2/"+uploadsBucket+"/"...)
		b = append(appendFolder(b, at), '/')
		b = time.Unix(at, 0).UTC().AppendFormat(b, "2006-01-02-15-04-05-")
		r := prng{name}
		return string(r.appendFrom(b, "0123456789ABCDEF", 16))
	},
	line: func(b []byte, r *prng, at int64) []byte {
		a := access{at: at, from: "10.32.4." + strconv.Itoa(20+r.below(6)), who: "arn:aws:sts::333344445555:assumed-role/member-api/i-0m1ru0prod00000" + strconv.Itoa(20+r.below(6)),
			operation: "REST.GET.OBJECT", verb: "GET", key: "uploads/profile/" + strconv.Itoa(100000+r.tail(9000)) + ".jpg", status: 200, size: 2000 + r.tail(900000), agent: "aws-sdk-java/2.28.16 Linux/6.1", seed: r.next()}
		switch n := r.below(1000); {
		case n < 140:
			a.operation, a.verb = "REST.PUT.OBJECT", "PUT"
		case n < 170:
			a.status = 404
		case n < 190:
			a.operation, a.verb = "REST.DELETE.OBJECT", "DELETE"
			a.status = 204
		case n < 210: // without credentials
			a.who, a.from, a.status, a.agent = "", "203.0.113."+strconv.Itoa(10+r.tail(240)), 403, visitorAgents[0]
		case n < 214:
			a.operation, a.verb, a.who, a.from, a.agent = "S3.EXPIRE.OBJECT", "", "", "", ""
		case n < 217:
			a.operation, a.verb, a.who, a.from, a.agent = "S3.TRANSITION_SIA.OBJECT", "", "", "", ""
		case n < 220:
			a.status = 503
		case n < 234:
			a.key, a.operation = "", "REST.GET.BUCKET"
		case n < 240:
			a.acl = true
		}
		return appendAccess(b, a)
	},
	story: func(w *world, chapter string, start int64) (lines []logLine) {
		if chapter != "exfiltration" {
			return nil
		}
		for i := range 240 {
			a := access{at: start + int64(clock(18, 1)+i*5), from: foreignAddress, who: "arn:aws:iam::333344445555:user/" + intruder, operation: "REST.GET.OBJECT", verb: "GET",
				key: "uploads/profile/" + strconv.Itoa(100000+i*37) + ".jpg", status: 200, size: 2000000 + i*7919, agent: "rclone/v1.68.2", seed: derive(w.seed, label("copied"), uint64(i))}
			lines = append(lines, logLine{a.at, string(appendAccess(nil, a))})
		}
		return lines
	},
}

// access is a request to the bucket.
type access struct {
	at                                     int64
	from, who, operation, verb, key, agent string
	status, size                           int
	acl                                    bool
	seed                                   uint64
}

func appendAccess(b []byte, a access) []byte {
	r := prng{a.seed}
	word := func(s string) {
		if s == "" {
			s = "-"
		}
		b = append(append(b, s...), ' ')
	}
	word("79a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7cd47ef2be")
	word(uploadsBucket)
	word(time.Unix(a.at, 0).UTC().Format("[02/Jan/2006:15:04:05 +0000]"))
	word(a.from)
	word(a.who)
	b = append(r.appendFrom(b, "0123456789ABCDEF", 16), ' ')
	word(a.operation)
	word(a.key)
	if a.verb == "" { // S3 itself
		b = append(b, `- - - - `...)
		word(strconv.Itoa(a.size))
		return append(b, "- - - - - - - - - - - - -\n"...)
	}
	path := "/" + a.key
	if a.key == "" {
		path = "/?list-type=2&prefix=uploads%2F"
	}
	b = append(b, `"`+a.verb+" "+path+` HTTP/1.1" `+strconv.Itoa(a.status)+" "...)
	switch a.status {
	case 404:
		b = append(b, "NoSuchKey 297 - "...)
	case 503:
		b = append(b, "SlowDown 267 - "...)
	case 403:
		b = append(b, "AccessDenied 243 - "...)
	case 204:
		b = append(b, "- - "+strconv.Itoa(a.size)+" "...)
	default:
		b = append(b, "- "+strconv.Itoa(a.size)+" "+strconv.Itoa(a.size)+" "...)
	}
	b = append(b, strconv.Itoa(8+r.tail(400))+" "+strconv.Itoa(5+r.tail(90))+` "-" "`+a.agent+`" - `...)
	b = append(r.appendBase64(b, 55), "= "...)
	signature, how := "SigV4", "AuthHeader"
	if a.who == "" {
		signature, how = "-", "-"
	}
	acl := "-"
	if a.acl {
		acl = "Yes"
	}
	return append(b, signature+" TLS_AES_128_GCM_SHA256 "+how+" "+uploadsBucket+".s3.ap-northeast-2.amazonaws.com TLSv1.3 - "+acl+"\n"...)
}
