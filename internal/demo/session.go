package demo

// session is one principal at work for a while: whatever its events have in common.
type session struct {
	profile    profile
	account    int
	region     int
	arn        string
	identity   string
	address    string
	agent      string
	tls        *tlsSuite
	endpoint   string // vpcEndpointId
	start      int64
	length     int
	issue      *issue // the call that gave out the session's key, if one is recorded
	login      bool   // begins with a ConsoleLogin
	tokenFlag  bool   // sessionCredentialFromConsole
	sharedWith bool   // events carry a sharedEventID
}

// habits says how many sessions of each profile there are, relatively, how many
// events one has on average, how long it lasts, and when it begins.
var habits = [profileCount]struct {
	weight, events, seconds int
	hours                   *rhythm
}{
	console:    {14, 25, 2 * hour, &officeHours},
	cli:        {18, 12, 1 * hour, &officeHours},
	terraform:  {5, 60, 15 * minute, &officeHours},
	workload:   {34, 45, 6 * hour, &machineHours},
	awsService: {24, 8, 1 * hour, &machineHours},
	scanner:    {5, 40, 20 * minute, &machineHours},
}

// open draws a session that begins on the day that starts at a Unix time.
func (w *world) open(r *prng, dayStart int64) (s session, events int) {
	s.profile = pickProfile(r)
	h := &habits[s.profile]
	s.account, s.region = pickPlace(r)
	s.start = dayStart + int64(h.hours.second(r, dayStart))
	s.length = h.seconds/4 + r.below(h.seconds)
	s.agent = pick(r, agents[s.profile])
	s.address = w.address(r, s.profile, s.account, s.region)
	s.tls = &tlsSuites[r.tail(len(tlsSuites))]
	switch s.profile {
	case console:
		w.openConsole(r, &s)
	case cli:
		w.openCLI(r, &s)
	case terraform:
		w.openTerraform(r, &s)
	case workload:
		w.openWorkload(r, &s)
	case awsService:
		w.openService(r, &s)
	case scanner:
		w.openScanner(r, &s)
	}
	return s, 1 + r.tail(4*h.events)
}

func pickProfile(r *prng) profile {
	n := r.below(100)
	for p := range habits {
		if n -= habits[p].weight; n < 0 {
			return profile(p)
		}
	}
	return workload
}

func pickPlace(r *prng) (account, region int) {
	n := r.below(1000)
	for account = range accounts {
		if n -= accounts[account].weight; n < 0 {
			break
		}
	}
	n = r.below(100)
	for _, s := range accounts[account].regions {
		if n -= s.weight; n < 0 {
			return account, s.region
		}
	}
	return account, usEast1
}

// address draws a source address: people come from the office or a VPN, and
// machines from their subnets. Public ones are in the documentation ranges.
func (w *world) address(r *prng, p profile, account, region int) string {
	switch p {
	case console:
		return allowedAddress
	case cli, terraform:
		if r.chance(600) {
			return allowedAddress
		}
		return string(appendInt([]byte("198.51.100."), 1+r.tail(250), 1))
	}
	if r.chance(150) {
		return string(appendInt([]byte("192.0.2."), 1+r.tail(250), 1))
	}
	if r.chance(40) {
		b := r.appendHex([]byte("2001:db8:"), 3)
		return string(r.appendHex(append(b, "::"...), 2))
	}
	host := prng{derive(w.seed, label("host"), uint64(account), uint64(region), uint64(r.tail(2000)))}
	return string(appendPrivate(nil, account, region, &host))
}
