package cloudtrail

import (
	"context"
	"errors"
	"log/slog"
	"path"
	"slices"
	"strings"
	"sync"

	"tarn/internal/awsapi"
	"tarn/internal/awsapi/wire"
	wirect "tarn/internal/awsapi/wire/cloudtrail"
	"tarn/internal/objects"
	"tarn/internal/query"
	"tarn/internal/signkey"
)

// Deliveries brings results to where StartQuery's DeliveryS3Uri wants them. A query is finished before its result is delivered,
// as on CloudTrail Lake; what a server leaves undone when it ends, the next one does.
type Deliveries struct {
	Queries *query.Service
	Objects *objects.Buckets
	Keys    *signkey.Keys
	Home    awsapi.Home
	Log     *slog.Logger
	// FileBytes is the size of a file's text at which the next one is begun; 1 GiB by default.
	FileBytes int64

	mu      sync.Mutex
	ctx     context.Context // of Run; nil before
	waiting []string
	group   sync.WaitGroup
	writing chan struct{}
}

// deliveryDetail is where an execution notes how its delivery stands.
const deliveryDetail = "delivery"

// writers is how many results are written at a time.
const writers = 2

// Run delivers until ctx ends, what is left of an earlier server first.
func (d *Deliveries) Run(ctx context.Context) error {
	left, err := d.Queries.List(ctx, query.Filter{Face: queryFace})
	if err != nil {
		return err
	}
	d.mu.Lock()
	d.ctx, d.writing = ctx, make(chan struct{}, writers)
	if d.FileBytes == 0 {
		d.FileBytes = 1 << 30
	}
	if d.Log == nil {
		d.Log = slog.New(slog.DiscardHandler)
	}
	waiting := d.waiting
	for _, x := range left {
		if x.Statement.Details[deliveryDetail] == wirect.DeliveryStatusPending && !slices.Contains(waiting, x.ID) {
			waiting = append(waiting, x.ID)
		}
	}
	d.waiting = nil
	for _, id := range waiting {
		d.begin(id)
	}
	d.mu.Unlock()
	<-ctx.Done()
	d.group.Wait()
	return nil
}

// add notes a query whose result is to be delivered.
func (d *Deliveries) add(id string) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.ctx == nil {
		d.waiting = append(d.waiting, id)
		return
	}
	d.begin(id)
}

func (d *Deliveries) begin(id string) {
	if d.ctx.Err() != nil {
		return // the next server's
	}
	d.group.Go(func() {
		x, err := d.Queries.Wait(d.ctx, id)
		status := ""
		if err == nil {
			status, err = d.deliver(d.ctx, x)
		}
		if d.ctx.Err() != nil {
			return
		}
		if err != nil {
			d.Log.Error("a result was not delivered", "query", id, "to", x.Statement.OutputLocation, "status", status, "err", err)
		}
		if err := d.Queries.Amend(d.ctx, id, func(details map[string]string) { details[deliveryDetail] = status }); err != nil {
			d.Log.Error("a delivery could not be noted", "query", id, "err", err)
		}
	})
}

// deliver writes an execution's files, and says how it went.
func (d *Deliveries) deliver(ctx context.Context, x query.Execution) (status string, err error) {
	switch x.State {
	case query.Finished:
	case query.Cancelled:
		return wirect.DeliveryStatusCancelled, nil
	default:
		return wirect.DeliveryStatusFailed, nil
	}
	select {
	case d.writing <- struct{}{}:
		defer func() { <-d.writing }()
	case <-ctx.Done():
		return "", ctx.Err()
	}
	name, prefix, _ := objects.Split(x.Statement.OutputLocation)
	bucket, err := d.Objects.Open(ctx, name)
	if err != nil {
		return refusal(err), err
	}
	folder := resultFolder(prefix, d.Home.Account, x)
	files, err := d.writeResult(ctx, bucket, folder, x)
	if err != nil {
		return refusal(err), err
	}
	if err := d.writeSign(ctx, bucket, folder, x, files); err != nil {
		if errors.Is(err, objects.ErrForbidden) {
			return wirect.DeliveryStatusAccessDeniedSigningFile, err
		}
		return wirect.DeliveryStatusFailedSigningFile, err
	}
	return wirect.DeliveryStatusSuccess, nil
}

func refusal(err error) string {
	switch {
	case errors.Is(err, objects.ErrForbidden):
		return wirect.DeliveryStatusAccessDenied
	case errors.Is(err, objects.ErrNoBucket), errors.Is(err, query.ErrExpired):
		return wirect.DeliveryStatusResourceNotFound
	}
	return wirect.DeliveryStatusFailed
}

// resultFolder is where a result's files lie:
// https://docs.aws.amazon.com/awscloudtrail/latest/userguide/view-download-cloudtrail-lake-query-results.html.
func resultFolder(prefix, account string, x query.Execution) string {
	return path.Join(prefix, "AWSLogs", account, "CloudTrail-Lake/Query", x.Ended.UTC().Format("2006/01/02"), x.ID)
}

// maxPrefix is how long a prefix may be, as for a trail's.
const maxPrefix = 200

// deliverable checks a place that StartQuery names.
func (s *service) deliverable(ctx context.Context, c *awsapi.Call, uri string) error {
	if s.Deliveries == nil {
		return wire.Fail("UnsupportedOperationException", "This server keeps no objects, so that it cannot deliver results: leave DeliveryS3Uri out.")
	}
	name, prefix, ok := objects.Split(uri)
	if !ok {
		return wire.Fail("InvalidS3BucketNameException", "%s names no bucket: give s3://bucket/prefix.", uri)
	}
	if len(prefix) > maxPrefix || slices.Contains(strings.Split(prefix, "/"), "..") || strings.Contains(strings.TrimSuffix(prefix, "/"), "//") {
		return wire.Fail("InvalidS3PrefixException", "The prefix of %s is not valid: give at most %d characters, and no empty part, and no part '..'.", uri, maxPrefix)
	}
	if err := s.Deliveries.Objects.Allowed(c.Key, objects.Write, uri); err != nil {
		return wire.Fail("InsufficientS3BucketPolicyException", "Results may not be delivered to %s: %v", uri, err)
	}
	_, err := s.Deliveries.Objects.Open(ctx, name)
	switch {
	case errors.Is(err, objects.ErrNoBucket):
		return wire.Fail("S3BucketDoesNotExistException", "The specified S3 bucket does not exist: %s", name)
	case errors.Is(err, objects.ErrForbidden):
		return wire.Fail("InsufficientS3BucketPolicyException", "Results may not be delivered to %s: %v", uri, err)
	}
	return err
}
