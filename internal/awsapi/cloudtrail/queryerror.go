package cloudtrail

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/google/uuid"

	"tarn/internal/awsapi/wire"
	"tarn/internal/catalog"
	"tarn/internal/query"
	"tarn/internal/sql/syntax"
)

// onlySelect refuses what CloudTrail Lake does not run, and one that has another number of parameters: https://docs.aws.amazon.com/awscloudtrail/latest/userguide/query-limitations.html.
func (s *service) onlySelect(ctx context.Context, sql string, parameters int) error {
	tree, err := syntax.Parse(sql)
	if err != nil {
		var e *syntax.Error
		if errors.As(err, &e) {
			return invalidStatement(e.Error(), e.Hint)
		}
		return err
	}
	if _, ok := tree.(*syntax.Query); !ok {
		return invalidStatement("CloudTrail Lake runs SELECT statements only", "")
	}
	switch n := syntax.Parameters(tree); {
	case n > 0 && parameters == 0:
		return invalidStatement("a ? stands for a value of QueryParameters, in the queries of dashboards only", "")
	case n != parameters:
		return invalidStatement(fmt.Sprintf("the statement has %d ?, and %d QueryParameters are there", n, parameters), "")
	}
	return nil
}

func invalidStatement(message, hint string) *wire.Error {
	if hint != "" {
		message += " (" + hint + ")"
	}
	return wire.Fail("InvalidQueryStatementException", "%s", message)
}

// queryError is why a statement was not begun, as an error of the API. What is the server's own fault stays as it is.
func (s *service) queryError(ctx context.Context, sql string, err error) error {
	var e *query.Error
	if !errors.As(err, &e) || e.Kind == query.InternalError {
		return err
	}
	if e.Code == string(syntax.TableNotFound) && e.To > e.From && e.To <= len(sql) {
		if err := s.missingStore(ctx, sql[e.From:e.To]); err != nil {
			return err
		}
	}
	return invalidStatement(e.Error(), e.Hint)
}

// missingStore is the error of a name in FROM that is an event data store's, but not one that can be asked; nil for any other.
func (s *service) missingStore(ctx context.Context, name string) error {
	parts := strings.Split(name, ".")
	name = strings.Trim(parts[len(parts)-1], `"`)
	stores, err := s.Stores.Stores(ctx)
	if err != nil {
		return err
	}
	found, err := catalog.FindStore(stores, name)
	switch {
	case err == nil && found.Status == catalog.PendingDeletion:
		return wire.Fail("InactiveEventDataStoreException", "The event data store is inactive: %s has the status %s.", name, found.Status)
	case err == nil || uuid.Validate(name) == nil:
		return wire.Fail("EventDataStoreNotFoundException", "The specified event data store was not found: %s", name)
	}
	return nil
}
