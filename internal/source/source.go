// Package source finds log objects: which ones a bucket or folder has, in which order they are read, what their keys tell.
package source

import (
	"context"
	"time"

	"tarn/internal/blob"
)

// Source is a bucket or folder that is followed.
type Source struct {
	ID string `json:"id"`
	// URI is a path or s3://bucket/prefix.
	URI string         `json:"uri"`
	S3  blob.S3Options `json:"s3,omitzero"`
	// Store is the event data store that the events go to, Format what the objects hold: auto, cloudtrail.
	Store  string `json:"store"`
	Format string `json:"format"`
	// Accounts, Regions, From and To limit what is read, as in a Plan.
	Accounts []string  `json:"accounts,omitempty"`
	Regions  []string  `json:"regions,omitempty"`
	From     time.Time `json:"from,omitzero"`
	To       time.Time `json:"to,omitzero"`
	Created  time.Time `json:"created"`
}

// Open gives the source's bucket, and the prefix in it.
func (s Source) Open(ctx context.Context) (blob.Bucket, string, error) {
	return blob.Open(ctx, s.URI, s.S3)
}

// Plan is the plan of the source's next walk.
func (s Source) Plan(state State) Plan {
	return Plan{From: s.From, To: s.To, Accounts: s.Accounts, Regions: s.Regions, State: state}
}

// Found is an object that a walk came across.
type Found struct {
	blob.Object
	// Place is what the key tells.
	Place Place
	// Err says why the object, or the folder of that key, cannot be read.
	Err error
	// Skip says why the object is left out on purpose.
	Skip string
}

func found(e blob.Entry) Found {
	return Found{Object: e.Object, Place: Parse(e.Key), Err: e.Err, Skip: e.Skip}
}
