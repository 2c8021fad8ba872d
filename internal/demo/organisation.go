package demo

// The organisation is the same for every seed, so that documentation and saved
// queries can name its accounts. IDs follow the pattern that AWS uses in its own
// examples; no such accounts are addressed.
const (
	organisationID = "o-m1ru7d3m0q"
	company        = "miru"
	domain         = "miru.example"
	logBucket      = "miru-org-cloudtrail-222233334444"
	trailName      = "miru-organization-trail"
	homeRegion     = "ap-northeast-2"
	globalRegion   = "us-east-1"
)

// allowedAddress is the office address that sign-ins are expected from, in a
// range kept for documentation (RFC 5737).
const allowedAddress = "203.0.113.10"

type account struct {
	id, name string
	weight   int // share of sessions, per mille
	regions  []share
}

type share struct {
	region int
	weight int
}

const (
	management = iota
	logArchive
	production
	staging
	development
	security
)

const (
	usEast1 = iota
	apNortheast2
	apNortheast1
	euWest1
)

var regions = []string{"us-east-1", "ap-northeast-2", "ap-northeast-1", "eu-west-1"}

var accounts = []account{
	{"111122223333", "miru-management", 50, []share{{usEast1, 60}, {apNortheast2, 40}}},
	{"222233334444", "miru-log-archive", 45, []share{{apNortheast2, 80}, {usEast1, 20}}},
	{"333344445555", "miru-production", 600, []share{{apNortheast2, 62}, {usEast1, 16}, {apNortheast1, 16}, {euWest1, 6}}},
	{"444455556666", "miru-staging", 130, []share{{apNortheast2, 80}, {usEast1, 20}}},
	{"555566667777", "miru-development", 105, []share{{apNortheast2, 75}, {usEast1, 25}}},
	{"666677778888", "miru-security", 70, []share{{apNortheast2, 70}, {usEast1, 30}}},
}

// secondTrailAccount delivers all its events a second time, below trail2/.
const secondTrailAccount = development

// site is one account in one region: what a trail delivers as a file of its own.
type site int

func siteOf(account, region int) site { return site(account*len(regions) + region) }

func (s site) account() int { return int(s) / len(regions) }
func (s site) region() int  { return int(s) % len(regions) }

const siteCount = 6 * 4
