// Package cloudtrail answers CloudTrail's API: event data stores, their queries, imports and channels, and event history.
package cloudtrail

import (
	"context"
	"log/slog"
	"maps"
	"sync"
	"time"

	"tarn/internal/awsapi"
	"tarn/internal/catalog"
	"tarn/internal/dashboard"
	"tarn/internal/imports"
	"tarn/internal/objects"
	"tarn/internal/query"
	"tarn/internal/source"
)

// Options is what the service works with.
type Options struct {
	// Stores keeps the event data stores, Channels the channels, Boards the dashboards and Dashboards what is remembered of them, Tags and
	// Policies the tags and policies of all three.
	Stores     catalog.Stores
	Channels   catalog.Channels
	Boards     dashboard.Boards
	Dashboards Saved
	// Schedule refreshes the dashboards; nil where that is left to StartDashboardRefresh.
	Schedule *Schedule
	Tags     catalog.Tags
	Policies catalog.Policies
	// Imports runs imports, whose sources lie in Buckets.
	Imports *imports.Service
	Buckets *objects.Buckets
	// MaxStores is how many event data stores there may be; 100 by default.
	MaxStores int
	// Queries runs statements.
	Queries *query.Service
	Log     *slog.Logger
	// Now is the clock; time.Now by default.
	Now func() time.Time

	// Deliveries brings results to buckets; nil where there are none.
	Deliveries *Deliveries
	// LookupStore is the name or ID of the event data store that LookupEvents looks into. Without one, it is the store called
	// cloudtrail, or else the oldest that takes CloudTrail events.
	LookupStore string
	// Sources lists what is followed, or was imported from: trails are told by it.
	Sources func(ctx context.Context) ([]source.Source, error)
}

type service struct {
	Options
	// changing is held while something is read, changed and written back.
	changing sync.Mutex
}

// New makes the service. Its operations are declared beside what they do, one file a group of them.
func New(o Options) *awsapi.Service {
	s := newService(o)
	if o.Schedule != nil {
		o.Schedule.service = s
	}
	operations := map[string]awsapi.Operation{}
	for _, group := range []map[string]awsapi.Operation{
		s.storeOperations(),
		s.channelOperations(),
		s.importOperations(),
		s.tagOperations(),
		s.policyOperations(),
		s.insightOperations(),
		s.queryOperations(),
		s.dashboardOperations(),
		s.publicKeyOperations(),
		s.lookupOperations(),
		s.sampleOperations(),
		s.federationOperations(),
		s.trailOperations(),
	} {
		maps.Copy(operations, group)
	}
	return &awsapi.Service{
		Name: "cloudtrail", Target: "CloudTrail_20131101", Invalid: "InvalidParameterException",
		Operations: operations, Others: others,
	}
}

func newService(o Options) *service {
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	if o.MaxStores == 0 {
		o.MaxStores = maxStores
	}
	return &service{Options: o}
}

// others are the operations that are not answered, and why.
var others = map[string]string{
	"CreateTrail":       trails,
	"DeleteTrail":       trails,
	"PutEventSelectors": trails,
	"StartLogging":      trails,
	"StopLogging":       trails,
	"UpdateTrail":       trails,
	"GetTrailStatus":    trailState,
	"GetEventSelectors": trailState,

	"RegisterOrganizationDelegatedAdmin":   organization,
	"DeregisterOrganizationDelegatedAdmin": organization,

	"ListInsightsData":       insights,
	"ListInsightsMetricData": insights,
}

const (
	trails       = "trails deliver the log files of an AWS account, and are made there; what they deliver is read with 'tarn source add' or StartImport"
	trailState   = "what a trail is set to, and whether it delivers, is known within its account only"
	organization = "who may administer is said by keys, with 'tarn key create'"
	insights     = "insights are computed within AWS; those that a trail delivered are events of a store, to be asked for in SQL"
)
