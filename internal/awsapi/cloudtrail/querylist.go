package cloudtrail

import (
	"context"
	"errors"
	"strconv"
	"time"

	"tarn/internal/awsapi"
	"tarn/internal/awsapi/wire"
	wirect "tarn/internal/awsapi/wire/cloudtrail"
	"tarn/internal/query"
)

// queriesKept is how long ListQueries shows a query:
// https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_ListQueries.html.
const queriesKept = 7 * 24 * time.Hour

func (s *service) listQueries(ctx context.Context, c *awsapi.Call, in *wirect.ListQueriesRequest) (*wirect.ListQueriesResponse, error) {
	store, err := s.store(ctx, c, *in.EventDataStore)
	if err != nil {
		return nil, err
	}
	f := query.Filter{Face: queryFace, Source: store.Table, Since: s.Now().Add(-queriesKept)}
	what := []string{"queries", store.ID, wire.Value(in.QueryStatus), moment(in.StartTime), moment(in.EndTime)}
	if in.StartTime != nil && in.EndTime != nil && in.StartTime.After(in.EndTime.Time) {
		return nil, wire.Fail("InvalidDateRangeException", "The start time must be before the end time.")
	}
	if in.StartTime != nil && in.StartTime.After(f.Since) {
		f.Since = in.StartTime.Time
	}
	if in.EndTime != nil {
		f.Until = in.EndTime.Add(time.Millisecond)
	}
	if in.QueryStatus != nil {
		f.States = []query.State{query.State(*in.QueryStatus)}
	}
	if f.After, err = openToken(in.NextToken, what...); err != nil {
		return nil, err
	}
	return s.queryPage(ctx, c, f, int(wire.Value(in.MaxResults)), what)
}

// queryPage gives the executions that a filter takes and the key may see.
func (s *service) queryPage(ctx context.Context, c *awsapi.Call, f query.Filter, max int, what []string) (*wirect.ListQueriesResponse, error) {
	if max == 0 {
		max = maxResults
	}
	out := &wirect.ListQueriesResponse{Queries: []wirect.Query{}}
	f.Limit = max + 1
	for {
		list, err := s.Queries.List(ctx, f)
		if errors.Is(err, query.ErrNotFound) {
			return nil, badToken()
		}
		if err != nil {
			return nil, err
		}
		for _, x := range list {
			visible, err := s.visible(ctx, c, x)
			if err != nil {
				return nil, err
			}
			if visible && len(out.Queries) == max {
				out.NextToken = wire.SealToken([]string{*out.Queries[max-1].QueryId}, what...)
				return out, nil
			}
			if visible {
				out.Queries = append(out.Queries, wirect.Query{QueryId: new(x.ID), QueryStatus: new(string(x.State)), CreationTime: wire.At(x.Submitted.Truncate(time.Second))})
			}
			f.After = x.ID
		}
		if len(list) < f.Limit {
			return out, nil
		}
	}
}

// moment is a time within a token's name.
func moment(t *wire.Time) string {
	if t == nil {
		return ""
	}
	return strconv.FormatInt(t.UnixMilli(), 10)
}
