package demo

// words are the names that templates may hold in angle brackets.
var words = map[string]word{
	"account": func(b []byte, x *scope, _ uint64) []byte { return append(b, accounts[x.account].id...) },
	"region":  func(b []byte, x *scope, _ uint64) []byte { return append(b, regions[x.region]...) },
	"arn":     func(b []byte, x *scope, _ uint64) []byte { return append(b, x.arn...) },
	"action":  func(b []byte, x *scope, _ uint64) []byte { return append(b, x.action...) },

	"instance":     hexThing("i-0", 16, 900),
	"image":        hexThing("ami-0", 16, 30),
	"vpc":          hexThing("vpc-0", 16, 4),
	"subnet":       hexThing("subnet-0", 16, 18),
	"group":        hexThing("sg-0", 16, 120),
	"interface":    hexThing("eni-0", 16, 1500),
	"volume":       hexThing("vol-0", 16, 1100),
	"snapshot":     hexThing("snap-0", 16, 2500),
	"loadbalancer": hexThing("", 16, 14),
	"targetgroup":  hexThing("", 16, 40),
	"detector":     hexThing("", 32, 1),
	"deployment":   ownHex(17),
	"hex8":         ownHex(8),
	"hex32":        ownHex(32),
	"sha256":       ownHex(64),
	"digest":       hexThing("sha256:", 64, 600),
	"task":         ownHex(32),

	"uuid":    func(b []byte, x *scope, tag uint64) []byte { r := x.draw(tag); return r.appendUUID(b) },
	"kmskey":  uuidThing(25),
	"stackid": uuidThing(60),
	"query":   func(b []byte, x *scope, tag uint64) []byte { r := x.draw(tag); return r.appendUUID(b) },

	"bucket":    bucketName,
	"object":    objectKey,
	"function":  named(functionNames, 3),
	"table":     named(tableNames, 2),
	"stack":     named(serviceNames, 6),
	"service":   named(serviceNames, 1),
	"cluster":   named([]string{"miru-shop", "miru-batch", "miru-internal"}, 1),
	"group-lb":  named([]string{"shop-web", "shop-api", "admin", "partner-api", "static"}, 1),
	"database":  named([]string{"orders", "catalog", "billing", "members", "search"}, 2),
	"secret":    named([]string{"prod/orders/db", "prod/members/db", "billing/pg-key", "partner/sftp", "internal/github-app"}, 4),
	"param":     named([]string{"/shop/api/url", "/shop/feature/new-cart", "/batch/settlement/cron", "/members/otp/ttl", "/search/index"}, 8),
	"user":      userName,
	"role":      named(roleNames, 2),
	"policy":    named([]string{"orders-read", "deploy-artifacts", "kms-use", "logs-write", "assume-audit"}, 3),
	"loggroup":  logGroup,
	"dashboard": named([]string{"shop-overview", "settlement", "latency", "cost"}, 2),
	"workgroup": named([]string{"primary", "security", "marketing"}, 1),
	"alarm":     named([]string{"api-5xx", "queue-age", "db-cpu", "disk-full", "lambda-errors"}, 9),

	"private": privateAddress,
	"note":    note,
	"small": func(b []byte, x *scope, tag uint64) []byte {
		r := x.draw(tag)
		return appendInt(b, r.between(1, 1000), 1)
	},
	"size":    byteCount,
	"epoch":   epochFloat,
	"millis":  func(b []byte, x *scope, _ uint64) []byte { return append(appendInt(b, int(x.at), 1), "000"...) },
	"words":   func(b []byte, x *scope, _ uint64) []byte { return appendWords(b, x.at) },
	"iso":     func(b []byte, x *scope, _ uint64) []byte { return appendISO(b, x.at) },
	"hourago": func(b []byte, x *scope, _ uint64) []byte { return appendISO(b, x.at-hour) },
	"token":   func(b []byte, x *scope, tag uint64) []byte { r := x.draw(tag); return r.appendBase64(b, 96) },
	"id21": func(b []byte, x *scope, tag uint64) []byte {
		r, _ := x.thing(tag, 200)
		return r.appendFrom(b, keyDigits, 17)
	},
}

func hexThing(prefix string, digits, size int) word {
	return func(b []byte, x *scope, tag uint64) []byte {
		r, _ := x.thing(tag, size)
		return r.appendHex(append(b, prefix...), digits)
	}
}

func ownHex(digits int) word {
	return func(b []byte, x *scope, tag uint64) []byte {
		r := x.draw(tag)
		return r.appendHex(b, digits)
	}
}

func uuidThing(size int) word {
	return func(b []byte, x *scope, tag uint64) []byte {
		r, _ := x.thing(tag, size)
		return r.appendUUID(b)
	}
}

// named gives one of the names, the first few plain and the rest numbered.
func named(names []string, each int) word {
	return func(b []byte, x *scope, tag uint64) []byte {
		_, k := x.thing(tag, len(names)*each)
		b = append(b, names[k%len(names)]...)
		if n := k / len(names); n > 0 {
			b = appendInt(append(b, '-'), n, 2)
		}
		return b
	}
}
