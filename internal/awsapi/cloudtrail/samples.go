package cloudtrail

import (
	"context"
	"strconv"

	"tarn/internal/auth"
	"tarn/internal/awsapi"
	"tarn/internal/awsapi/wire"
	wirect "tarn/internal/awsapi/wire/cloudtrail"
	"tarn/internal/sample"
)

func (s *service) sampleOperations() map[string]awsapi.Operation {
	return map[string]awsapi.Operation{
		"SearchSampleQueries": {Model: wirect.Operations["SearchSampleQueries"], Access: auth.List, ReadOnly: true, Do: awsapi.Do(s.searchSampleQueries)},
		"GenerateQuery":       {Model: wirect.Operations["GenerateQuery"], Access: auth.Query, ReadOnly: true, Do: awsapi.Do(s.generateQuery)},
	}
}

// samplesPage is the default:
// https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_SearchSampleQueries.html.
const samplesPage = 10

func (s *service) searchSampleQueries(_ context.Context, _ *awsapi.Call, in *wirect.SearchSampleQueriesRequest) (*wirect.SearchSampleQueriesResponse, error) {
	hits := sample.Search(sample.CloudTrail(), *in.SearchPhrase)
	after, err := openToken(in.NextToken, "samples", *in.SearchPhrase)
	from := 0
	if err == nil && after != "" {
		from, err = strconv.Atoi(after)
	}
	if err != nil || from < 0 || from > len(hits) {
		return nil, wire.Fail("InvalidParameterException", "The NextToken does not belong to this search phrase.")
	}
	max := samplesPage
	if in.MaxResults != nil {
		max = int(*in.MaxResults)
	}
	to := min(len(hits), from+max)
	out := &wirect.SearchSampleQueriesResponse{SearchResults: []wirect.SearchSampleQueriesSearchResult{}}
	for _, h := range hits[from:to] {
		out.SearchResults = append(out.SearchResults, wirect.SearchSampleQueriesSearchResult{Name: new(h.Name.In("en")), Description: new(h.Description.In("en")), SQL: new(h.SQL), Relevance: new(h.Relevance)})
	}
	if to < len(hits) {
		out.NextToken = wire.SealToken([]string{strconv.Itoa(to)}, "samples", *in.SearchPhrase)
	}
	return out, nil
}

func (s *service) generateQuery(context.Context, *awsapi.Call, *wirect.GenerateQueryRequest) (*wirect.GenerateQueryResponse, error) {
	return nil, wire.Fail("UnsupportedOperationException", "Tarn has no generator of queries: SearchSampleQueries finds one to begin from.")
}
