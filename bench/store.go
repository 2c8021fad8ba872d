package main

import (
	"context"
	"fmt"
	"path"
	"path/filepath"

	"tarn/internal/catalog"
	"tarn/internal/demo"
	"tarn/internal/engine"
	"tarn/internal/ingest"
	"tarn/internal/lake"
	"tarn/internal/schema"
	"tarn/internal/source"
	"tarn/internal/state"
)

// store is the default event data store of a data directory, put together as cmd/tarn does it.
type store struct {
	dir   string
	state *state.DB
	lake  *lake.Lake
	entry catalog.EventDataStore
	table *lake.Table
}

func openStore(ctx context.Context, dir string) (*store, error) {
	s := &store{dir: dir}
	var err error
	if s.state, err = state.Open(ctx, dir); err != nil {
		return nil, err
	}
	if s.lake, err = lake.Open(filepath.Join(dir, "lake"), lake.Options{}); err != nil {
		return nil, err
	}
	stores, err := s.state.Stores(ctx)
	if err != nil {
		return nil, err
	}
	if s.entry, err = catalog.FindStore(stores, catalog.DefaultStore); err != nil {
		return nil, err
	}
	if s.table, err = s.lake.Table(ctx, s.entry.Table, schema.CloudTrail); err != nil {
		return nil, err
	}
	return s, nil
}

func (s *store) close() {
	s.lake.Close()
	s.state.Close()
}

// walk finds the objects of a folder.
func walk(ctx context.Context, dir string) (ingest.Walk, error) {
	src := source.Source{URI: dir}
	bucket, root, err := src.Open(ctx)
	if err != nil {
		return nil, err
	}
	plan := src.Plan(source.State{})
	plan.Full = true
	return func(ctx context.Context, yield func(ingest.Found) error) error {
		_, err := source.Walk(ctx, bucket, root, plan, func(f source.Found) error {
			o := f.Object
			return yield(ingest.Found{
				Object: ingest.Object{URI: o.URI, Version: o.Version, ETag: o.ETag, Size: o.Size}, Modified: o.ModTime,
				Err: f.Err, Skip: f.Skip != "" || path.Base(o.Key) == demo.TruthFile,
				Open: func(ctx context.Context) (ingest.Body, error) {
					body, err := bucket.Open(ctx, o)
					if err != nil {
						return ingest.Body{}, err
					}
					return ingest.Body{ReadCloser: body, Version: body.Object.Version, Metadata: body.Metadata}, nil
				},
			})
		})
		return err
	}, nil
}

// Plan implements engine.Files.
func (s *store) Plan(ctx context.Context, rel *schema.Relation, _ []string, where []schema.Predicate) (*engine.FileSet, error) {
	if rel.Source != s.entry.Table {
		return nil, fmt.Errorf("there is no table %s here", rel.Source)
	}
	p, err := s.table.Plan(ctx, where)
	if err != nil {
		return nil, err
	}
	return &engine.FileSet{Paths: p.Paths, Table: s.table.Schema(), Uniform: p.Uniform, Rows: p.Rows, Bytes: p.Bytes, Total: p.Total, Release: p.Release}, nil
}

// measured is what a data directory has on disk.
type measured struct {
	Files           int
	Rows            int64
	Data            int64 // the data files of the current snapshot
	Metadata, Index int64
	State           int64
}

// measure is a child: DIR.
func measure(ctx context.Context, args []string) (any, error) {
	s, err := openStore(ctx, args[0])
	if err != nil {
		return nil, err
	}
	defer s.close()
	p, err := s.table.Plan(ctx, nil)
	if err != nil {
		return nil, err
	}
	defer p.Release()
	return measured{
		Files: len(p.Paths), Rows: p.Rows, Data: p.Bytes,
		Metadata: folderSize(filepath.Join(s.lake.Dir(), s.entry.Table, "metadata")), Index: folderSize(filepath.Join(s.dir, "index")),
		State: folderSize(s.dir) - folderSize(s.lake.Dir()) - folderSize(filepath.Join(s.dir, "index")),
	}, nil
}
