package cloudtrail

import (
	"context"
	"errors"
	"math"

	"tarn/internal/awsapi"
	"tarn/internal/awsapi/wire"
	wirect "tarn/internal/awsapi/wire/cloudtrail"
	"tarn/internal/query"
	"tarn/internal/query/format"
)

// maxResults is the size of a page that asks for none, and the largest:
// https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_GetQueryResults.html.
const maxResults = 1000

func (s *service) getQueryResults(ctx context.Context, c *awsapi.Call, in *wirect.GetQueryResultsRequest) (*wirect.GetQueryResultsResponse, error) {
	if err := ownAccount(c, in.EventDataStoreOwnerAccountId); err != nil {
		return nil, err
	}
	x, err := s.execution(ctx, c, *in.QueryId)
	if err != nil {
		return nil, err
	}
	after, err := openToken(in.NextToken, "results", x.ID)
	if err != nil {
		return nil, err
	}
	out := &wirect.GetQueryResultsResponse{
		QueryStatus: new(string(x.State)), ErrorMessage: failure(x), QueryResultRows: [][]map[string]*string{},
		QueryStatistics: &wirect.QueryStatistics{ResultsCount: new(int32(0)), TotalResultsCount: new(count(x.Rows)), BytesScanned: new(x.Stats.Scanned)},
	}
	// What a query found before it ran out of time can be had.
	if x.State != query.Finished && x.State != query.TimedOut {
		out.QueryStatistics.TotalResultsCount = new(int32(0))
		return out, nil
	}
	max := maxResults
	if in.MaxQueryResults != nil {
		max = int(*in.MaxQueryResults)
	}
	page, err := s.Queries.Results(ctx, x.ID, after, max)
	switch {
	case errors.Is(err, query.ErrExpired):
		return nil, wire.Fail("QueryIdNotFoundException", "The results of the query %s are gone: results are kept for 7 days. Run the query again.", x.ID)
	case errors.Is(err, query.ErrToken):
		return nil, badToken()
	case err != nil:
		return nil, err
	}
	for _, row := range page.Rows {
		cells := make([]map[string]*string, len(row))
		for i, v := range row {
			cells[i] = map[string]*string{page.Columns[i].Name: nil}
			if v != nil {
				cells[i][page.Columns[i].Name] = new(format.Text(page.Columns[i].Type, v))
			}
		}
		out.QueryResultRows = append(out.QueryResultRows, cells)
	}
	out.QueryStatistics.ResultsCount = new(count(int64(len(page.Rows))))
	if page.Next != "" {
		out.NextToken = wire.SealToken([]string{page.Next}, "results", x.ID)
	}
	return out, nil
}

// count is a number as the API has it, in 32 bits.
func count(n int64) int32 { return int32(min(n, math.MaxInt32)) }
