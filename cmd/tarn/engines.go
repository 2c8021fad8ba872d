package main

import (
	"cmp"
	"context"
	"errors"
	"strings"

	"tarn/internal/catalog"
	"tarn/internal/engine"
	"tarn/internal/engine/trino"
	"tarn/internal/icebergrest"
	"tarn/internal/schema"
	"tarn/internal/sql/analyze"
	"tarn/internal/sql/functions"
	"tarn/internal/sql/syntax"
	"tarn/internal/warehouse"
)

// engines sends statements to a Trino cluster, but for those about Tarn's own state: no other engine sees that.
type engines struct{ own, cluster engine.Engine }

// of chooses the engine for a statement.
func (e engines) of(q *analyze.Query) (engine.Engine, error) {
	own, lake := 0, 0
	for _, s := range q.Scans {
		if strings.HasPrefix(s.Relation.Source, catalog.SystemSource) {
			own++
		} else {
			lake++
		}
	}
	switch {
	case own > 0 && lake > 0:
		return nil, &syntax.Error{Code: syntax.NotSupported, Msg: "tables together with those of " + catalog.SystemSchema + " and " + catalog.InformationSchema + " are not in Tarn yet where the engine is Trino"}
	case own > 0:
		return e.own, nil
	}
	return e.cluster, nil
}

// Run implements engine.Engine.
func (e engines) Run(ctx context.Context, q *analyze.Query, started func()) (engine.Rows, error) {
	one, err := e.of(q)
	if err != nil {
		return nil, err
	}
	return one.Run(ctx, q, started)
}

var _ engine.Explainer = engines{}

// Text implements engine.Explainer.
func (e engines) Text(q *analyze.Query) (string, error) {
	one, err := e.of(q)
	if err != nil {
		return "", err
	}
	return one.(engine.Explainer).Text(q)
}

// Measure implements engine.Explainer.
func (e engines) Measure(ctx context.Context, q *analyze.Query, verbose bool, started func()) (*engine.Profile, error) {
	one, err := e.of(q)
	if err != nil {
		return nil, err
	}
	return one.(engine.Explainer).Measure(ctx, q, verbose, started)
}

// Close implements engine.Engine.
func (e engines) Close() error { return errors.Join(e.own.Close(), e.cluster.Close()) }

// open makes the engine that asks the cluster of tarn.yaml; d is nil where there is no data directory.
func (c trinoConfig) open(d *dataDir) (engine.Engine, error) {
	if c.URL == "" {
		return nil, usageError("engine: trino in tarn.yaml needs trino.url, the cluster's address, as in http://tarn@trino.example.com:8080")
	}
	on := cluster{d: d, catalog: cmp.Or(c.Catalog, "lake")}
	e, err := trino.Open(trino.Options{URL: c.URL, AccessToken: c.Token, CertPath: c.Certificate, Table: on.table})
	if err != nil {
		return nil, &exitError{code: exitUsage, err: err}
	}
	return e, nil
}

// cluster tells what relations are on a Trino cluster.
type cluster struct {
	d       *dataDir
	catalog string
}

// table is trino.Options.Table. An event data store is a table of its name, an Iceberg table of a database is one of the database's
// namespace. Of a table of files the cluster reads a copy, of which those partitions are brought up to date that the statement may want.
func (c cluster) table(ctx context.Context, s *analyze.Scan, shown bool) (string, error) {
	t, ok := s.Relation.Origin.(catalog.Table)
	switch {
	case !ok:
		return c.name(icebergrest.Namespace, s.Relation.Name), nil
	case t.Iceberg() && t.Database == icebergrest.Namespace:
		return c.name(icebergrest.Namespace, warehouse.Name(t)), nil
	case t.Iceberg():
		return c.name(t.Database, t.Name), nil
	}
	made := warehouse.Copy{Name: warehouse.CopyName(t), All: true}
	if !shown {
		var err error
		if made, err = c.d.warehouse.Copy(ctx, s.Relation, s.Where, nil); err != nil {
			return "", err
		}
	}
	return copied(s.Relation, c.name(icebergrest.Namespace, made.Name), made), nil
}

func (c cluster) name(schema, table string) string {
	return functions.Quote(c.catalog) + "." + functions.Quote(schema) + "." + functions.Quote(table)
}

// copied gives the columns of a table of files from its copy.
func copied(rel *schema.Relation, table string, of warehouse.Copy) string {
	var items []string
	for _, c := range rel.Columns {
		text := ""
		switch {
		case !c.Hidden:
			if text = functions.Quote(c.From); !warehouse.CopyType(c.Type).Equal(c.Type) {
				text = "CAST(" + text + " AS " + c.Type.String() + ")"
			}
		case c.Name == catalog.PathColumn:
			text = warehouse.CopyPath
		case c.Name == catalog.SizeColumn:
			text = warehouse.CopySize
		case c.Name == catalog.ModifiedColumn:
			text = "CAST(with_timezone(" + warehouse.CopyModified + ", 'UTC') AS " + c.Type.String() + ")"
		case c.Name == catalog.PartitionColumn:
			text = warehouse.CopyPartition
		default:
			continue
		}
		items = append(items, text+" AS "+functions.Quote(c.From))
	}
	sql := "(SELECT " + strings.Join(items, ", ") + " FROM " + table
	if !of.All {
		names := make([]string, len(of.Partitions))
		for i, p := range of.Partitions {
			names[i] = "'" + strings.ReplaceAll(p, "'", "''") + "'"
		}
		if len(names) == 0 {
			return sql + " WHERE false)"
		}
		sql += " WHERE " + warehouse.CopyPartition + " IN (" + strings.Join(names, ", ") + ")"
	}
	return sql + ")"
}
