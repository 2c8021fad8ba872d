package console

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strconv"
	"sync"
	"time"

	"tarn/internal/auth"
	"tarn/internal/catalog"
	"tarn/internal/query"
	"tarn/internal/query/format"
	"tarn/internal/sql/analyze"
)

func overviewRoutes() []Route {
	const group = "Overview"
	return []Route{
		route(Route{Method: "GET", Path: "/overview", Group: group, Summary: "What is in the lake: stores with their events and what could not be read, and the disk", Access: auth.List}, (*Console).overview),
		route(Route{Method: "GET", Path: "/overview/arrivals", Name: "GetArrivals", Group: group, Summary: "What came in to an event data store of CloudTrail: events by day, and by account, region and hour up to its newest event", Access: auth.Query}, (*Console).arrived),
	}
}

// Overview is what is in the lake.
type Overview struct {
	Stores    []StoreFigures `json:"stores"`
	Databases int            `json:"databases"`
	Tables    int            `json:"tables"`
	// Queued and Running count the statements.
	Queued  int  `json:"queued"`
	Running int  `json:"running"`
	Disk    Disk `json:"disk"`
}

// StoreFigures are an event data store's.
type StoreFigures struct {
	ID         string `json:"id"`
	Name       string `json:"name"`
	Kind       string `json:"kind" doc:"cloudtrail, activity, or a log format"`
	Status     string `json:"status"`
	BuiltIn    bool   `json:"builtIn"`
	Objects    int64  `json:"objects" doc:"source objects that were read"`
	Events     int64  `json:"events"`
	Quarantine int64  `json:"quarantine" doc:"objects and records that could not be read"`
	// RetentionDays is how long events are kept, judged by their time.
	RetentionDays int    `json:"retentionDays"`
	Protected     bool   `json:"protected" doc:"termination protection"`
	Created       string `json:"created"`
	DeleteAfter   string `json:"deleteAfter,omitempty" doc:"when a store that waits for its deletion goes for good"`
	OfEvents      bool   `json:"ofEvents" doc:"it holds events, as CloudTrail Lake's stores do, not a log format's records"`
}

// Disk is the space where the data directory is, in bytes, and what its folders take.
type Disk struct {
	Free    int64        `json:"free"`
	Size    int64        `json:"size"`
	Folders []FolderSize `json:"folders"`
}

// FolderSize is what a folder of the data directory takes.
type FolderSize struct {
	Name  string `json:"name"`
	Bytes int64  `json:"bytes"`
}

// stores lists those that a key sees.
func (s *Console) stores(c *call) ([]catalog.EventDataStore, error) {
	all, err := s.Stores(c.ctx)
	if err != nil {
		return nil, err
	}
	return slices.DeleteFunc(slices.Clone(all), func(e catalog.EventDataStore) bool { return !c.key.MayRead(e.ID) }), nil
}

func (s *Console) overview(c *call, _ none) (Overview, error) {
	out := Overview{Stores: []StoreFigures{}}
	stores, err := s.stores(c)
	if err != nil {
		return out, err
	}
	for _, e := range stores {
		f := StoreFigures{
			ID: e.ID, Name: e.Name, Kind: e.Kind, Status: string(e.Status), BuiltIn: e.BuiltIn, RetentionDays: e.RetentionDays, Protected: e.TerminationProtection,
			Created: e.Created.UTC().Format(time.RFC3339), OfEvents: e.OfEvents(),
		}
		if !e.DeleteAfter.IsZero() {
			f.DeleteAfter = e.DeleteAfter.UTC().Format(time.RFC3339)
		}
		if f.Objects, f.Events, err = s.Figures.Totals(c.ctx, e.ID); err != nil {
			return out, err
		}
		if f.Quarantine, err = s.Figures.QuarantineCount(c.ctx, e.ID); err != nil {
			return out, err
		}
		out.Stores = append(out.Stores, f)
	}
	slices.SortStableFunc(out.Stores, func(a, b StoreFigures) int {
		if a.BuiltIn != b.BuiltIn {
			return map[bool]int{true: 1, false: -1}[a.BuiltIn]
		}
		return cmp.Compare(b.Events, a.Events)
	})
	snapshot, err := s.Catalog(c.ctx, c.key, "")
	if err != nil {
		return out, err
	}
	schemas, err := snapshot.Schemas(catalog.DefaultCatalog)
	if err != nil {
		return out, err
	}
	for _, name := range schemas {
		if name == catalog.InformationSchema || name == catalog.SystemSchema {
			continue
		}
		tables, views, _, err := snapshot.Tables(catalog.DefaultCatalog, name)
		if err != nil {
			return out, err
		}
		out.Databases++
		out.Tables += len(tables) + len(views)
	}
	out.Queued, out.Running = s.Queries.Active()
	if !c.key.Limited() {
		out.Disk, err = s.Figures.Disk(c.ctx)
	}
	if out.Disk.Folders == nil {
		out.Disk.Folders = []FolderSize{}
	}
	return out, err
}

// Arrivals are what came in to a store.
type Arrivals struct {
	Store string `json:"store"`
	// Newest is the time of the newest event, empty where there is none: what follows looks back from there.
	Newest string     `json:"newest,omitempty"`
	Days   []DayCount `json:"days" doc:"those with events of the 90 days up to the newest one, oldest first"`
	Hours  []string   `json:"hours" doc:"the last 48 hours up to the newest event, oldest first"`
	Places []Place    `json:"places" doc:"accounts and regions of the last 14 days up to the newest event"`
}

// DayCount is a day, UTC, and how many events it has.
type DayCount struct {
	Day    string `json:"day"`
	Events int64  `json:"events"`
	Errors int64  `json:"errors" doc:"events with an error code"`
}

// Place is an account's region.
type Place struct {
	Account string `json:"account"`
	Region  string `json:"region" doc:"empty of an account that is expected, and that no region is known of"`
	// Newest is the time of the newest event, Arrived when an event last came in; both are empty where none ever did.
	Newest  string `json:"newest,omitempty"`
	Arrived string `json:"arrived,omitempty"`
	// Events counts those of each hour of Hours.
	Events []int64 `json:"events"`
	// Expected says that tarn.yaml names the account and the region.
	Expected bool `json:"expected,omitempty"`
	// Gap says that nothing was delivered: in the last hours, though in most of the hours before something was; or, where it is expected, for a day.
	Gap bool `json:"gap"`
}

// Expected are the accounts and the regions whose logs are to come.
type Expected struct{ Accounts, Regions []string }

// has reports whether logs of a place are to come.
func (e Expected) has(account, region string) bool {
	return slices.Contains(e.Accounts, account) && (len(e.Regions) == 0 || slices.Contains(e.Regions, region))
}

// missing are the places that are to deliver and are not among those that do.
func (e Expected) missing(places []Place) (out []Place) {
	there := func(account, region string) bool {
		return slices.ContainsFunc(places, func(p Place) bool { return p.Account == account && (region == "" || p.Region == region) })
	}
	regions := e.Regions
	if len(regions) == 0 {
		regions = []string{""}
	}
	for _, account := range e.Accounts {
		for _, region := range regions {
			if !there(account, region) {
				out = append(out, Place{Account: account, Region: region, Events: make([]int64, hours), Expected: true, Gap: true})
			}
		}
	}
	return out
}

type arrivalsInput struct {
	Store string `query:"store" json:"store" doc:"name or ID; the largest one of CloudTrail by default"`
}

// arrivals keeps what was found for a minute, by store.
type arrivals struct {
	mu   sync.Mutex
	kept map[string]keptArrivals
}

type keptArrivals struct {
	Arrivals
	until time.Time
}

// events gives the store of CloudTrail events that is meant.
func (s *Console) events(c *call, name string) (catalog.EventDataStore, error) {
	stores, err := s.stores(c)
	if err != nil {
		return catalog.EventDataStore{}, err
	}
	if name != "" {
		e, err := catalog.FindStore(stores, name)
		if err != nil {
			return e, notFound("event data store " + name)
		}
		if !e.OfEvents() {
			return e, invalid("%s holds no events of CloudTrail.", e.Name)
		}
		return e, nil
	}
	var best catalog.EventDataStore
	most := int64(-1)
	for _, e := range stores {
		if e.Kind != catalog.CloudTrail || e.BuiltIn || e.Status == catalog.PendingDeletion {
			continue
		}
		_, n, err := s.Figures.Totals(c.ctx, e.ID)
		if err != nil {
			return best, err
		}
		if n > most {
			best, most = e, n
		}
	}
	if most < 0 {
		return best, notFound("event data store of CloudTrail events")
	}
	return best, nil
}

func (s *Console) arrived(c *call, in arrivalsInput) (Arrivals, error) {
	e, err := s.events(c, in.Store)
	if err != nil {
		return Arrivals{}, err
	}
	s.arrivals.mu.Lock()
	old, ok := s.arrivals.kept[e.ID]
	s.arrivals.mu.Unlock()
	if ok && s.Now().Before(old.until) {
		return old.Arrivals, nil
	}
	found, err := s.findArrivals(c, e)
	if err != nil {
		return found, err
	}
	s.arrivals.mu.Lock()
	defer s.arrivals.mu.Unlock()
	if s.arrivals.kept == nil || len(s.arrivals.kept) > 100 {
		s.arrivals.kept = map[string]keptArrivals{}
	}
	s.arrivals.kept[e.ID] = keptArrivals{found, s.Now().Add(time.Minute)}
	return found, nil
}

const (
	stamp = "2006-01-02 15:04:05.000000"
	hours = 48
)

func (s *Console) findArrivals(c *call, e catalog.EventDataStore) (Arrivals, error) {
	out := Arrivals{Store: e.ID, Days: []DayCount{}, Hours: []string{}, Places: []Place{}}
	rows, err := s.ask(c, "SELECT max(eventTime) FROM "+e.ID)
	if err != nil || len(rows) == 0 || rows[0][0] == "" {
		out.Places = append(out.Places, s.Expected.missing(nil)...)
		return out, err
	}
	newest, err := time.Parse("2006-01-02 15:04:05.000", rows[0][0])
	if err != nil {
		return out, err
	}
	out.Newest = newest.Format(time.RFC3339)
	rows, err = s.ask(c, fmt.Sprintf("SELECT date(eventTime), count(*), count(errorCode) FROM %s WHERE eventTime >= TIMESTAMP '%s' GROUP BY 1 ORDER BY 1 DESC", e.ID, newest.Truncate(24*time.Hour).AddDate(0, 0, -89).Format(stamp)))
	if err != nil {
		return out, err
	}
	for _, r := range slices.Backward(rows) {
		out.Days = append(out.Days, DayCount{Day: r[0], Events: number(r[1]), Errors: number(r[2])})
	}
	last := newest.Truncate(time.Hour)
	first := last.Add(-(hours - 1) * time.Hour)
	for i := range hours {
		out.Hours = append(out.Hours, first.Add(time.Duration(i)*time.Hour).Format(time.RFC3339))
	}
	rows, err = s.ask(c, fmt.Sprintf("SELECT coalesce(recipientAccountId, ''), coalesce(awsRegion, ''), max(eventTime), count(*), max(\"_ingest_time\") FROM %s WHERE eventTime > TIMESTAMP '%s' GROUP BY 1, 2 ORDER BY 4 DESC LIMIT 200", e.ID, newest.Add(-14*24*time.Hour).Format(stamp)))
	if err != nil {
		return out, err
	}
	at := map[[2]string]int{}
	for i, r := range rows {
		t, err := time.Parse("2006-01-02 15:04:05.000", r[2])
		if err != nil {
			return out, err
		}
		p := Place{Account: r[0], Region: r[1], Newest: t.Format(time.RFC3339), Events: make([]int64, hours), Expected: s.Expected.has(r[0], r[1])}
		if came, err := time.Parse("2006-01-02 15:04:05.999999", r[4]); err == nil {
			p.Arrived = came.Format(time.RFC3339)
		}
		out.Places = append(out.Places, p)
		at[[2]string{r[0], r[1]}] = i
	}
	rows, err = s.ask(c, fmt.Sprintf("SELECT coalesce(recipientAccountId, ''), coalesce(awsRegion, ''), date_diff('hour', TIMESTAMP '%s', date_trunc('hour', eventTime)), count(*) FROM %s WHERE eventTime >= TIMESTAMP '%s' GROUP BY 1, 2, 3",
		first.Format(stamp), e.ID, first.Format(stamp)))
	if err != nil {
		return out, err
	}
	for _, r := range rows {
		if i, ok := at[[2]string{r[0], r[1]}]; ok {
			if h := number(r[2]); h >= 0 && h < hours {
				out.Places[i].Events[h] = number(r[3])
			}
		}
	}
	for i := range out.Places {
		p := &out.Places[i]
		p.Gap = gap(p.Events) || p.Expected && !slices.ContainsFunc(p.Events[hours-24:], func(n int64) bool { return n > 0 })
	}
	out.Places = append(out.Places, s.Expected.missing(out.Places)...)
	return out, nil
}

// gap reports whether nothing came in the last three hours though in most of the hours before something did. The newest hour is not
// over, and says nothing by itself.
func gap(events []int64) bool {
	const recent = 3
	before, silent := 0, true
	for i, n := range events {
		switch {
		case i >= len(events)-recent:
			silent = silent && n == 0
		case n > 0:
			before++
		}
	}
	return silent && before*2 > len(events)-recent
}

func number(text string) int64 {
	n, _ := strconv.ParseInt(text, 10, 64) // what SQL counted is a number
	return n
}

// ask runs a statement of the console's own for a key, and gives its rows as texts. It is not kept.
func (s *Console) ask(c *call, sql string, parameters ...string) ([][]string, error) {
	rows, columns, err := s.rowsOf(c.ctx, query.Statement{SQL: sql, Parameters: parameters, Lake: true, Face: lookupFace, By: c.key.ID, Key: c.key, Once: true, Unnoted: true, Strict: true})
	if err != nil {
		return nil, err
	}
	out := make([][]string, len(rows))
	for i, r := range rows {
		for n, v := range r {
			out[i] = append(out[i], format.Text(columns[n].Type, v))
		}
	}
	return out, nil
}

// lookupFace is that of statements of the console's own.
const lookupFace = "lookup"

func (s *Console) rowsOf(ctx context.Context, stmt query.Statement) (all []query.Row, columns []analyze.Output, err error) {
	x, err := s.Queries.Start(ctx, stmt)
	if err != nil {
		return nil, nil, err
	}
	rows, err := s.Queries.Stream(ctx, x.ID)
	if err != nil {
		return nil, nil, err
	}
	defer rows.Close()
	for {
		page, err := rows.Next(ctx, 10_000)
		if isEnd(err) {
			return all, x.Columns, nil
		}
		if err != nil {
			return nil, nil, err
		}
		all = append(all, page...)
	}
}
