package demo

import "strings"

var (
	serviceNames  = []string{"orders-api", "cart", "members", "catalog", "settlement", "search", "recommend", "partner-gateway", "notification", "image-resizer"}
	functionNames = []string{"orders-created", "thumbnail", "settlement-daily", "webhook-relay", "stock-sync", "otp-sender", "coupon-issue", "feed-export", "log-router", "cold-archive", "refund-check", "slack-notify"}
	tableNames    = []string{"cart-items", "sessions", "stock", "coupons", "idempotency", "feature-flags", "orders-index"}
	roleNames     = []string{"orders-api-task", "cart-task", "settlement-batch", "eks-node", "deploy", "audit-readonly", "data-export", "lambda-basic", "search-indexer", "breakglass", "partner-sftp", "backup"}
	bucketNames   = []string{"assets", "orders-export", "data-lake", "artifacts", "access-logs", "member-uploads", "settlement", "backup", "athena-results", "terraform-state"}
	objectFolders = []string{"images/products/", "raw/orders/dt=2026-10-", "export/daily/", "uploads/profile/", "build/", "parquet/clicks/hour=", "invoices/2026/", "한국어/공지/", "models/recommend/"}
	objectEnds    = []string{".jpg", ".json.gz", ".parquet", ".csv", ".webp", ".zip", ".pdf"}

	people = []string{
		"minji.kim", "junho.lee", "seoyeon.park", "dohyun.choi", "jiwoo.jung", "hayoon.kang", "siwoo.cho", "yuna.yoon",
		"haruto.sato", "yui.suzuki", "sota.takahashi", "aoi.tanaka", "ren.watanabe", "emma.murphy", "liam.byrne", "aoife.kelly",
		"jihoon.lim", "subin.han", "taeyang.shin", "nari.seo", "daniel.kwon", "grace.oh", "woojin.ahn", "eunji.hwang",
	}
	robots = []string{"ci-artifacts", "legacy-backup", "partner-sftp", "monitoring", "erp-sync", "pos-upload", "mailer", "report-bot"}

	// notes carry text beyond ASCII and the escapes that AWS's serialisers write.
	notes = []string{
		"결제 서비스", "정산 배치 (야간)", "개발팀 \\u0026 운영팀", "注文データの書き出し", "在庫同期", "東京リージョン検証用",
		"owner=platform", "temporary \\u003c 7 days", "rollback of release 2026.41", "a \\\"quoted\\\" note", "Überwachung", "김민지", "佐藤 陽翔", "cost centre 4711",
	}
)

func bucketName(b []byte, x *scope, tag uint64) []byte {
	_, k := x.thing(tag, len(bucketNames)*3)
	b = append(append(b, accounts[x.account].name...), '-')
	b = append(b, bucketNames[k%len(bucketNames)]...)
	if n := k / len(bucketNames); n > 0 {
		b = appendInt(append(b, '-'), n, 1)
	}
	return append(append(b, '-'), regions[x.region]...)
}

func objectKey(b []byte, x *scope, tag uint64) []byte {
	r := x.draw(tag)
	b = append(b, pick(&r, objectFolders)...)
	b = appendInt(b, r.between(1, 30), 2)
	b = append(b, '/')
	b = r.appendHex(b, 8)
	return append(b, pick(&r, objectEnds)...)
}

func userName(b []byte, x *scope, tag uint64) []byte {
	r := x.draw(tag)
	return append(b, userOf(r.tail(usersPerAccount))...)
}

const usersPerAccount = 64

// userOf names the k-th IAM user of any account.
func userOf(k int) string {
	if k%3 == 2 {
		return robots[k/3%len(robots)] + strings.Repeat("-2", k/3/len(robots))
	}
	k -= k / 3
	return people[k%len(people)] + strings.Repeat(".jr", k/len(people))
}

func logGroup(b []byte, x *scope, tag uint64) []byte {
	r, k := x.thing(tag, len(functionNames)*2)
	if k >= len(functionNames) {
		return append(append(b, "/ecs/"...), pick(&r, serviceNames)...)
	}
	return append(append(b, "/aws/lambda/"...), functionNames[k]...)
}

func privateAddress(b []byte, x *scope, tag uint64) []byte {
	r, _ := x.thing(tag, 700)
	return appendPrivate(b, x.account, x.region, &r)
}

func appendPrivate(b []byte, account, region int, r *prng) []byte {
	b = append(b, "10."...)
	b = append(appendInt(b, account*16+region, 1), '.')
	b = append(appendInt(b, r.below(64), 1), '.')
	return appendInt(b, r.between(4, 254), 1)
}

func note(b []byte, x *scope, tag uint64) []byte {
	r := x.draw(tag)
	return append(b, notes[r.tail(len(notes))]...)
}

func byteCount(b []byte, x *scope, tag uint64) []byte {
	r := x.draw(tag)
	if r.chance(3) {
		return append(b, "9007199254740993"...)
	}
	return appendInt(b, 200+r.tail(4<<20), 1)
}

// epochFloat is a time in seconds as some AWS serialisers write it.
func epochFloat(b []byte, x *scope, tag uint64) []byte {
	r := x.draw(tag)
	ms := uint64(x.at)*1000 + uint64(r.below(1000))
	digits := appendInt(nil, int(ms), 13)
	b = append(append(b, digits[0], '.'), digits[1:]...)
	return append(b, "E9"...)
}
