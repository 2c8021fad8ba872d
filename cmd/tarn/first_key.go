package main

import (
	"context"
	"errors"
	"fmt"
	"time"

	"tarn/internal/auth"
)

// firstKey makes the key of the person who starts a server that has none, and prints it once. It is called on loopback only.
func (a *app) firstKey(ctx context.Context, d *dataDir, region, url string) error {
	keys, err := d.state.Keys(ctx)
	if err != nil || len(keys) > 0 {
		return err
	}
	k, err := auth.NewKey("admin", auth.Admin, nil, nil, time.Now().UTC())
	if err != nil {
		return err
	}
	if err := d.state.AddKey(ctx, k); errors.Is(err, auth.ErrKeyExists) {
		return nil // another process made it this moment
	} else if err != nil {
		return err
	}
	fmt.Fprintf(a.stdout, `
There was no key yet. This one, called admin, may do everything; its secret is not shown again:

  aws configure set aws_access_key_id %s --profile tarn
  aws configure set aws_secret_access_key %s --profile tarn
  aws configure set region %s --profile tarn
  aws configure set endpoint_url %s --profile tarn
  aws cloudtrail list-event-data-stores --profile tarn

As a bearer token, for the Iceberg REST catalog: %s

`, k.ID, k.Secret, region, url, k.Token())
	return nil
}
