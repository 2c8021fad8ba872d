package main

import (
	"context"
	"path/filepath"
	"sync"

	"tarn/internal/awsapi/cloudtrail"
	"tarn/internal/signkey"
)

// openDeliveries makes what brings CloudTrail's results to buckets.
func (a *aws) openDeliveries() error {
	keys, err := signkey.Open(filepath.Join(a.data.dir, "signing"), nil)
	a.deliveries = &cloudtrail.Deliveries{Queries: a.query, Objects: a.buckets, Keys: keys, Home: a.home, Log: a.log}
	return err
}

// deliver brings results to buckets until ctx ends or end is called.
func (a *aws) deliver(ctx context.Context) (end func()) {
	ctx, stop := context.WithCancel(ctx)
	var work sync.WaitGroup
	work.Go(func() {
		if err := a.deliveries.Run(ctx); err != nil {
			a.log.Error("results are not delivered", "err", err)
		}
	})
	return func() {
		stop()
		work.Wait()
	}
}
