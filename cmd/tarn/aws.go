package main

import (
	"context"
	"log/slog"
	"net/http"

	"tarn/internal/audit"
	"tarn/internal/auth"
	"tarn/internal/awsapi"
	"tarn/internal/awsapi/athena"
	"tarn/internal/awsapi/cloudtrail"
	"tarn/internal/awsapi/glue"
	"tarn/internal/awsapi/s3"
	"tarn/internal/awsapi/sts"
	"tarn/internal/catalog"
	"tarn/internal/imports"
	"tarn/internal/objects"
	"tarn/internal/query"
)

// aws is what the services of AWS are made of.
type aws struct {
	data  *dataDir
	query *query.Service
	// buckets are where results are written to.
	buckets *objects.Buckets
	home    awsapi.Home
	log     *slog.Logger
	// journal is the record of calls.
	journal *audit.Journal
	// deliveries bring results to buckets.
	deliveries *cloudtrail.Deliveries
	// schedule refreshes CloudTrail Lake's dashboards.
	schedule *cloudtrail.Schedule
	// lookupStore is what LookupEvents looks into.
	lookupStore string
	// imports runs imports of trails, channels keeps what PutAuditEvents brings.
	imports  *imports.Service
	channels *channelJournal
	metrics  *metrics
	// hosts are the server's names.
	hosts []string
}

// services lists the services that speak AWS JSON.
func (a aws) services() []*awsapi.Service {
	seen := func(ctx context.Context, k auth.Key) (*catalog.Snapshot, error) {
		return a.data.catalog.Snapshot(ctx, scopeOf(query.Statement{Key: k, Face: "athena"}))
	}
	return []*awsapi.Service{
		athena.New(athena.Options{
			Queries: a.query, Prepared: a.data.state, Saved: a.data.state, Buckets: a.buckets, Data: a.data.state, Log: a.log,
			Output: "s3://tarn-results-" + a.home.Account + "-" + a.home.Region + "/", Catalog: seen,
		}),
		glue.New(glue.Options{Data: a.data.state, Catalog: seen, Allowed: a.data.tables.Named}),
		cloudtrail.New(a.cloudtrail()),
	}
}

// cloudtrail is what CloudTrail's API works with.
func (a aws) cloudtrail() cloudtrail.Options {
	db := a.data.state
	return cloudtrail.Options{
		Stores: keptStores{a.data}, Channels: db, Boards: a.data.boards(), Dashboards: db, Tags: db, Policies: db, Imports: a.imports, Buckets: a.buckets, Queries: a.query, Log: a.log,
		Deliveries: a.deliveries, Schedule: a.schedule, LookupStore: a.lookupStore, Sources: db.Visited,
	}
}

// door is what answers the services that speak AWS JSON.
func (a aws) door(ring *auth.Ring) *awsapi.Door {
	return &awsapi.Door{
		Services: a.services(), Home: a.home, Verify: awsapi.Verify(ring.KeyOf), Record: counted{awsapi.Record{Journal: a.journal}, a.metrics, a.log}, Log: a.log,
	}
}

// handler answers AWS's clients at one address.
func (a aws) handler(ring *auth.Ring, door *awsapi.Door) http.Handler {
	buckets := &s3.Face{Buckets: a.buckets, Home: a.home, Hosts: a.hosts, Keys: ring.KeyOf, Record: door.Record, Log: a.log}
	identity := &sts.Face{Home: a.home, Keys: ring.KeyOf, Record: door.Record, Log: a.log}
	events := cloudtrail.NewAuditEvents(a.cloudtrail(), a.channels, door)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch {
		case door.Answers(r):
			door.ServeHTTP(w, r)
		case events.Answers(r):
			events.ServeHTTP(w, r)
		case signedFor(r) == "sts":
			identity.ServeHTTP(w, r)
		case forS3(r):
			buckets.ServeHTTP(w, r)
		default:
			http.Error(w, "Tarn answers AWS's clients here: give this address as their endpoint URL", http.StatusNotFound)
		}
	})
}
