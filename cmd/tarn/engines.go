package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"strings"

	"tarn/internal/catalog"
	"tarn/internal/engine"
	"tarn/internal/engine/trino"
	"tarn/internal/icebergrest"
	"tarn/internal/schema"
	"tarn/internal/sql/analyze"
	"tarn/internal/sql/syntax"
)

// engines sends statements to a Trino cluster, but for those about Tarn's own state and the tables of databases: no other engine sees those.
type engines struct{ own, cluster engine.Engine }

// of chooses the engine for a statement.
func (e engines) of(q *analyze.Query) (engine.Engine, error) {
	own, lake := 0, 0
	for _, s := range q.Scans {
		if strings.HasPrefix(s.Relation.Source, catalog.SystemSource) || strings.HasPrefix(s.Relation.Source, catalog.TableSource) {
			own++
		} else {
			lake++
		}
	}
	switch {
	case own > 0 && lake > 0:
		return nil, &syntax.Error{Code: syntax.NotSupported, Msg: "event data stores together with tables of databases, " + catalog.SystemSchema + " and " + catalog.InformationSchema + " are not in Tarn yet where the engine is Trino"}
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
func (e engines) Measure(ctx context.Context, q *analyze.Query, started func()) (*engine.Profile, error) {
	one, err := e.of(q)
	if err != nil {
		return nil, err
	}
	return one.(engine.Explainer).Measure(ctx, q, started)
}

// Close implements engine.Engine.
func (e engines) Close() error { return errors.Join(e.own.Close(), e.cluster.Close()) }

// openCluster makes the engine that asks the cluster of tarn.yaml.
func (c trinoConfig) open() (engine.Engine, error) {
	if c.URL == "" {
		return nil, usageError("engine: trino in tarn.yaml needs trino.url, the cluster's address, as in http://tarn@trino.example.com:8080")
	}
	lake := cmp.Or(c.Catalog, "lake")
	e, err := trino.Open(trino.Options{URL: c.URL, AccessToken: c.Token, CertPath: c.Certificate, Table: func(_ context.Context, rel *schema.Relation) (string, error) {
		return fmt.Sprintf(`"%s"."%s"."%s"`, strings.ReplaceAll(lake, `"`, `""`), icebergrest.Namespace, strings.ReplaceAll(rel.Name, `"`, `""`)), nil
	}})
	if err != nil {
		return nil, &exitError{code: exitUsage, err: err}
	}
	return e, nil
}
