package cloudtrail

import (
	"context"
	"errors"
	"time"

	"tarn/internal/auth"
	"tarn/internal/awsapi"
	"tarn/internal/awsapi/wire"
	wirect "tarn/internal/awsapi/wire/cloudtrail"
	"tarn/internal/query"
)

// The faces of the statements that are run here: those that StartQuery begins, and those that fill dashboards.
const (
	queryFace     = "cloudtrail"
	dashboardFace = "dashboard"
)

func (s *service) queryOperations() map[string]awsapi.Operation {
	return map[string]awsapi.Operation{
		"StartQuery":      {Model: wirect.Operations["StartQuery"], Access: auth.Query, Do: awsapi.Do(s.startQuery)},
		"DescribeQuery":   {Model: wirect.Operations["DescribeQuery"], Access: auth.Query, ReadOnly: true, Do: awsapi.Do(s.describeQuery)},
		"GetQueryResults": {Model: wirect.Operations["GetQueryResults"], Access: auth.Query, ReadOnly: true, Do: awsapi.Do(s.getQueryResults)},
		"ListQueries":     {Model: wirect.Operations["ListQueries"], Access: auth.Query, ReadOnly: true, Do: awsapi.Do(s.listQueries)},
		"CancelQuery":     {Model: wirect.Operations["CancelQuery"], Access: auth.Query, Do: awsapi.Do(s.cancelQuery)},
	}
}

func (s *service) startQuery(ctx context.Context, c *awsapi.Call, in *wirect.StartQueryRequest) (*wirect.StartQueryResponse, error) {
	if err := ownAccount(c, in.EventDataStoreOwnerAccountId); err != nil {
		return nil, err
	}
	stmt := query.Statement{Face: queryFace, Alias: wire.Value(in.QueryAlias)}
	switch {
	case (in.QueryStatement == nil) == (in.QueryAlias == nil):
		return nil, wire.Fail("InvalidParameterException", "Specify either QueryStatement or QueryAlias.")
	case in.QueryStatement != nil && len(in.QueryParameters) > 0:
		return nil, wire.Fail("InvalidParameterException", "QueryParameters belong to a QueryAlias: a QueryStatement has its values in its text.")
	case in.QueryStatement != nil:
		stmt.SQL = *in.QueryStatement
	default:
		var err error
		if stmt, err = s.aliased(ctx, c, *in.QueryAlias, in.QueryParameters); err != nil {
			return nil, err
		}
	}
	if in.DeliveryS3Uri != nil {
		if err := s.deliverable(ctx, c, *in.DeliveryS3Uri); err != nil {
			return nil, err
		}
		stmt.OutputLocation, stmt.Details = *in.DeliveryS3Uri, map[string]string{deliveryDetail: wirect.DeliveryStatusPending}
	}
	x, err := s.start(ctx, c, stmt)
	if err != nil {
		return nil, err
	}
	if in.DeliveryS3Uri != nil {
		s.Deliveries.add(x.ID)
	}
	return &wirect.StartQueryResponse{QueryId: new(x.ID), EventDataStoreOwnerAccountId: new(c.Home.Account)}, nil
}

// start begins a statement of CloudTrail Lake SQL.
func (s *service) start(ctx context.Context, c *awsapi.Call, stmt query.Statement) (query.Execution, error) {
	if err := s.onlySelect(ctx, stmt.SQL, len(stmt.Parameters)); err != nil {
		return query.Execution{}, err
	}
	stmt.Lake, stmt.Strict, stmt.By, stmt.Key = true, true, c.Key.ID, c.Key
	x, err := s.Queries.Start(ctx, stmt)
	if errors.Is(err, query.ErrTooMany) {
		return x, wire.Fail("MaxConcurrentQueriesException", "You have reached the maximum number of concurrent queries, 10. Wait for some queries to finish, and then run the query again.")
	}
	return x, s.queryError(ctx, stmt.SQL, err)
}

// ownAccount refuses a store of another account.
func ownAccount(c *awsapi.Call, owner *string) error {
	if owner != nil && *owner != c.Home.Account {
		return wire.Fail("EventDataStoreNotFoundException", "The specified event data store was not found: account %s has none here; this is account %s.", *owner, c.Home.Account)
	}
	return nil
}

// execution finds a query that the key may see: one of its own, or one whose event data stores it may all read.
func (s *service) execution(ctx context.Context, c *awsapi.Call, id string) (query.Execution, error) {
	x, err := s.Queries.Get(ctx, id)
	if err != nil && !errors.Is(err, query.ErrNotFound) {
		return x, err
	}
	if err != nil || x.Statement.Face != queryFace && x.Statement.Face != dashboardFace {
		return x, unknownQuery(id)
	}
	visible, err := s.visible(ctx, c, x)
	if err == nil && !visible {
		err = unknownQuery(id)
	}
	return x, err
}

func unknownQuery(id string) *wire.Error {
	return wire.Fail("QueryIdNotFoundException", "The query ID does not exist or does not map to a query: %s", id)
}

func (s *service) visible(ctx context.Context, c *awsapi.Call, x query.Execution) (bool, error) {
	if c.Key.Role == auth.Admin || c.Key.ID == x.Statement.By {
		return true, nil
	}
	stores, err := s.Stores.Stores(ctx)
	if err != nil {
		return false, err
	}
	readable := map[string]bool{}
	for _, e := range stores {
		readable[e.Table] = c.Key.MayRead(e.ID)
	}
	for _, source := range x.Sources {
		if !readable[source] {
			return false, nil
		}
	}
	return len(x.Sources) > 0, nil
}

func (s *service) describeQuery(ctx context.Context, c *awsapi.Call, in *wirect.DescribeQueryRequest) (*wirect.DescribeQueryResponse, error) {
	if err := ownAccount(c, in.EventDataStoreOwnerAccountId); err != nil {
		return nil, err
	}
	x, err := s.described(ctx, c, in)
	if err != nil {
		return nil, err
	}
	return &wirect.DescribeQueryResponse{
		QueryId: new(x.ID), QueryString: new(x.Statement.SQL), QueryStatus: new(string(x.State)), ErrorMessage: failure(x),
		EventDataStoreOwnerAccountId: new(c.Home.Account),
		QueryStatistics: &wirect.QueryStatisticsForDescribeQuery{
			BytesScanned: new(x.Stats.Scanned), EventsScanned: new(x.Stats.Rows), EventsMatched: new(x.Rows),
			ExecutionTimeInMillis: new(int32(x.Took(s.Now()).Milliseconds())), CreationTime: wire.At(x.Submitted.Truncate(time.Second)),
		},
		DeliveryS3Uri: wire.Some(x.Statement.OutputLocation), DeliveryStatus: wire.Some(x.Statement.Details[deliveryDetail]),
	}, nil
}

// described finds the query that DescribeQuery means.
func (s *service) described(ctx context.Context, c *awsapi.Call, in *wirect.DescribeQueryRequest) (query.Execution, error) {
	switch {
	case (in.QueryId == nil) == (in.QueryAlias == nil):
		return query.Execution{}, wire.Fail("InvalidParameterException", "Specify either QueryId or QueryAlias.")
	case in.RefreshId != nil && in.QueryAlias == nil:
		return query.Execution{}, wire.Fail("InvalidParameterException", "RefreshId goes with QueryAlias.")
	case in.QueryId != nil:
		return s.execution(ctx, c, *in.QueryId)
	}
	id, err := s.refreshed(ctx, *in.QueryAlias, in.RefreshId)
	if err != nil {
		return query.Execution{}, err
	}
	return s.execution(ctx, c, id)
}

// failure is why a query failed; nil where it did not.
func failure(x query.Execution) *string {
	if x.Error == nil || x.State == query.Cancelled {
		return nil
	}
	return new(x.Error.Error())
}

func (s *service) cancelQuery(ctx context.Context, c *awsapi.Call, in *wirect.CancelQueryRequest) (*wirect.CancelQueryResponse, error) {
	if err := ownAccount(c, in.EventDataStoreOwnerAccountId); err != nil {
		return nil, err
	}
	x, err := s.execution(ctx, c, *in.QueryId)
	if err != nil {
		return nil, err
	}
	if c.Key.Role != auth.Admin && c.Key.ID != x.Statement.By {
		return nil, awsapi.Denied(c, storeARN(c.Home, "*"))
	}
	if !x.State.Final() {
		if err := s.Queries.Cancel(ctx, x.ID); err != nil {
			return nil, err
		}
		// It may have ended by itself this moment.
		if x, err = s.Queries.Wait(ctx, x.ID); err != nil {
			return nil, err
		}
	} else {
		x.State = query.Finished
	}
	if x.State != query.Cancelled {
		return nil, wire.Fail("InactiveQueryException", "The specified query cannot be canceled because it is in the FINISHED, FAILED, TIMED_OUT, or CANCELLED state.")
	}
	return &wirect.CancelQueryResponse{QueryId: new(x.ID), QueryStatus: new(string(x.State)), EventDataStoreOwnerAccountId: new(c.Home.Account)}, nil
}
