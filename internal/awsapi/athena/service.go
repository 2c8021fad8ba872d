// Package athena answers Athena's API: query executions and their results, workgroups, named queries, prepared statements, and the
// data catalog's metadata.
package athena

import (
	"context"
	"log/slog"
	"maps"
	"time"

	"tarn/internal/auth"
	"tarn/internal/awsapi"
	"tarn/internal/awsapi/wire"
	"tarn/internal/catalog"
	"tarn/internal/objects"
	"tarn/internal/query"
)

// Options is what the service works with.
type Options struct {
	Queries *query.Service
	// Prepared keeps prepared statements: the ones that PREPARE makes.
	Prepared query.PreparedStore
	Saved    Saved
	// Buckets are where results are written to.
	Buckets *objects.Buckets
	// Catalog is what a key sees, as of now; Data has what is kept beside it.
	Catalog func(ctx context.Context, k auth.Key) (*catalog.Snapshot, error)
	Data    catalog.Data
	// Output is where the results of workgroup primary go as long as it has no place of its own, as s3://bucket/prefix/.
	Output string
	Log    *slog.Logger
}

// Saved keeps what only this service understands: workgroups, named queries, tags. A kind has its own names.
type Saved interface {
	// Saved gives one, nil where there is none.
	Saved(ctx context.Context, kind, name string) ([]byte, error)
	// AllSaved gives all of a kind, in the order of their names.
	AllSaved(ctx context.Context, kind string) ([][]byte, error)
	// AddSaved reports false, and changes nothing, where there is one of that name.
	AddSaved(ctx context.Context, kind, name string, content []byte) (bool, error)
	SetSaved(ctx context.Context, kind, name string, content []byte) error
	// RemoveSaved reports whether there was one.
	RemoveSaved(ctx context.Context, kind, name string) (bool, error)
}

type service struct {
	Options
	now func() time.Time
}

// New makes the service. Its operations are declared beside what they do, one file a group of them.
func New(o Options) *awsapi.Service {
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	s := &service{o, time.Now}
	operations := map[string]awsapi.Operation{}
	for _, group := range []map[string]awsapi.Operation{
		s.executionOperations(), s.resultOperations(), s.workGroupOperations(), s.namedQueryOperations(), s.preparedOperations(),
		s.catalogOperations(), s.tagOperations(),
	} {
		maps.Copy(operations, group)
	}
	return &awsapi.Service{
		Name: "athena", Target: "AmazonAthena", Invalid: "InvalidRequestException",
		InvalidMembers: map[string]any{"AthenaErrorCode": "INVALID_INPUT"}, Operations: operations, Others: others, Unsupported: "InvalidRequestException",
	}
}

// invalid is Athena's error of a request, with the code that says more.
func invalid(code, format string, args ...any) *wire.Error {
	e := wire.Fail("InvalidRequestException", format, args...)
	e.Members = map[string]any{"AthenaErrorCode": code, "Message": e.Message}
	return e
}

// unsupported is the error of a setting that Tarn has not.
func unsupported(what, why string) *wire.Error {
	return invalid("INVALID_INPUT", "%s is not in Tarn: %s", what, why)
}

// notFound is the error of a resource.
func notFound(resource, format string, args ...any) *wire.Error {
	e := wire.Fail("ResourceNotFoundException", format, args...)
	e.Members = map[string]any{"ResourceName": resource, "Message": e.Message}
	return e
}
