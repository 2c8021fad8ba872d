package demo

import "strconv"

// flowLog are VPC flow logs of the production account, with the fields of version 5.
//
// Source: https://docs.aws.amazon.com/vpc/latest/userguide/flow-log-records.html
var flowLog = serviceLog{
	name: "vpcflow", share: 1000, files: 8,
	head: "version account-id interface-id srcaddr dstaddr srcport dstport protocol packets bytes start end action log-status vpc-id subnet-id instance-id tcp-flags type pkt-srcaddr pkt-dstaddr region az-id sublocation-type sublocation-id pkt-src-aws-service pkt-dst-aws-service flow-direction traffic-path\n",
	key: func(at int64, name uint64) string {
		account, region := accounts[production].id, regions[apNortheast2]
		b := append([]byte("vpc-flow-logs/AWSLogs/"), account+"/vpcflowlogs/"+region+"/"...)
		b = append(appendFolder(b, at), "/"+account+"_vpcflowlogs_"+region+"_fl-0d3m0f10w10g5m1ru_"...)
		b = append(appendStamp(b, at), "Z_"...)
		r := prng{name}
		return string(append(r.appendHex(b, 8), ".log.gz"...))
	},
	line: func(b []byte, r *prng, at int64) []byte {
		i := r.below(6)
		inside := "10.32.4." + strconv.Itoa(20+i)
		switch n := r.below(1000); {
		case n < 20:
			return appendFlow(b, flow{at: at, host: i, status: "NODATA"})
		case n < 22:
			return appendFlow(b, flow{at: at, host: i, status: "SKIPDATA"})
		case n < 120: // strangers knock
			return appendFlow(b, flow{at: at, host: i, from: "198.51.100." + strconv.Itoa(r.tail(250)+1), to: inside, fromPort: 1024 + r.below(60000),
				port: []int{22, 23, 3389, 445, 1433, 8080}[r.tail(6)], packets: 1 + r.below(3), size: 44, flags: 2, refused: true})
		case n < 130: // mail, which nobody may send
			return appendFlow(b, flow{at: at, host: i, from: inside, to: "198.51.100.25", fromPort: 32768 + r.below(28000), port: 25, packets: 1 + r.below(3), size: 60, flags: 2, refused: true, out: true})
		case n < 300: // to the database
			return appendFlow(b, flow{at: at, host: i, from: inside, to: "10.32.9.15", fromPort: 32768 + r.below(28000), port: 5432, packets: 4 + r.tail(400), size: 310, flags: 3, out: true})
		case n < 420: // to S3
			return appendFlow(b, flow{at: at, host: i, from: inside, to: "52.219.60." + strconv.Itoa(r.below(200)), fromPort: 32768 + r.below(28000), port: 443, packets: 8 + r.tail(4000), size: 1200, flags: 3, out: true, service: "S3"})
		case n < 460: // names
			return appendFlow(b, flow{at: at, host: i, from: inside, to: "10.32.0.2", fromPort: 32768 + r.below(28000), port: 53, protocol: 17, packets: 1 + r.below(4), size: 76, out: true})
		case n < 480:
			return appendFlow(b, flow{at: at, host: i, from: "2001:db8:7::" + strconv.FormatInt(int64(16+r.below(200)), 16), to: "2001:db8:32:4::" + strconv.Itoa(20+i), fromPort: 1024 + r.below(60000), port: 443, packets: 5 + r.tail(300), size: 700, flags: 3})
		case n < 740: // answers to visitors
			return appendFlow(b, flow{at: at, host: i, from: inside, to: "203.0.113." + strconv.Itoa(10+r.tail(240)), fromPort: 443, port: 1024 + r.below(60000), packets: 6 + r.tail(900), size: 1300, flags: 3, out: true})
		}
		return appendFlow(b, flow{at: at, host: i, from: "203.0.113." + strconv.Itoa(10+r.tail(240)), to: inside, fromPort: 1024 + r.below(60000), port: 443, packets: 5 + r.tail(300), size: 420, flags: 3})
	},
	story: func(w *world, chapter string, start int64) (lines []logLine) {
		put := func(f flow) { lines = append(lines, logLine{f.at, string(appendFlow(nil, f))}) }
		switch chapter {
		case "foreign-sign-ins": // a scan of ports
			for i := range 120 {
				put(flow{at: start + int64(clock(16, 40)+i*3), host: i % 6, from: foreignAddress, to: "10.32.4." + strconv.Itoa(20+i%6), fromPort: 40000 + i, port: 20 + i*7, packets: 1, size: 44, flags: 2, refused: true})
			}
		case "exfiltration": // what was copied leaves
			for i := range 60 {
				put(flow{at: start + int64(clock(18, 1)+i*20), host: 3, from: "10.32.4.23", to: foreignAddress, fromPort: 443, port: 50000 + i, packets: 40000 + i*137, size: 1460, flags: 3, out: true})
			}
		}
		return lines
	},
}

// flow is a flow log record; size is bytes a packet.
type flow struct {
	at                       int64
	host                     int
	from, to                 string
	fromPort, port, protocol int
	packets, size, flags     int
	refused, out             bool
	service, status          string
}

func appendFlow(b []byte, f flow) []byte {
	word := func(s string) {
		if s == "" {
			s = "-"
		}
		b = append(append(b, s...), ' ')
	}
	number := func(n int) { word(strconv.Itoa(n)) }
	word("5")
	word(accounts[production].id)
	word("eni-0m1ru0prod00000" + strconv.Itoa(20+f.host))
	end := f.at + 30 + int64(f.packets%30)
	if f.status != "" {
		b = append(b, "- - - - - - - "...)
	} else {
		word(f.from)
		word(f.to)
		number(f.fromPort)
		number(f.port)
		if f.protocol == 0 {
			f.protocol = 6
		}
		number(f.protocol)
		number(f.packets)
		number(f.packets * f.size)
	}
	number(int(f.at))
	number(int(end))
	if f.status != "" {
		word("-")
		word(f.status)
		b = append(b, "vpc-0m1ru0prod0000001 subnet-0m1ru0prod000000a - - - - - ap-northeast-2 apne2-az1 - - - - - -\n"...)
		return b
	}
	action, kind, direction, path := "ACCEPT", "IPv4", "ingress", ""
	if f.refused {
		action = "REJECT"
	}
	for _, c := range f.from {
		if c == ':' {
			kind = "IPv6"
		}
	}
	if f.out {
		direction, path = "egress", "8"
	}
	word(action)
	word("OK")
	word("vpc-0m1ru0prod0000001")
	word("subnet-0m1ru0prod000000a")
	word("i-0m1ru0prod00000" + strconv.Itoa(20+f.host))
	number(f.flags)
	word(kind)
	word(f.from)
	word(f.to)
	word("ap-northeast-2")
	word("apne2-az1")
	word("")
	word("")
	word("")
	word(f.service)
	word(direction)
	if path == "" {
		path = "-"
	}
	return append(append(b, path...), '\n')
}
