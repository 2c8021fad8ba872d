package cloudtrail

import (
	"context"

	"tarn/internal/auth"
	"tarn/internal/awsapi"
	"tarn/internal/awsapi/wire"
	wirect "tarn/internal/awsapi/wire/cloudtrail"
)

func (s *service) publicKeyOperations() map[string]awsapi.Operation {
	return map[string]awsapi.Operation{
		"ListPublicKeys": {Model: wirect.Operations["ListPublicKeys"], Access: auth.List, ReadOnly: true, Do: awsapi.Do(s.listPublicKeys)},
	}
}

// listPublicKeys gives the keys that results were signed with in a range of time; without one, the key that signs now.
func (s *service) listPublicKeys(_ context.Context, _ *awsapi.Call, in *wirect.ListPublicKeysRequest) (*wirect.ListPublicKeysResponse, error) {
	now := s.Now()
	start, end := now, now
	if in.StartTime != nil {
		start = in.StartTime.Time
	}
	if in.EndTime != nil {
		end = in.EndTime.Time
	}
	switch {
	case start.After(end):
		return nil, wire.Fail("InvalidTimeRangeException", "The start time must be before the end time.")
	case in.NextToken != nil:
		return nil, wire.Fail("InvalidTokenException", "The specified token is not valid: all keys are on one page.")
	}
	out := &wirect.ListPublicKeysResponse{PublicKeyList: []wirect.PublicKey{}}
	if s.Deliveries == nil {
		return out, nil
	}
	for _, k := range s.Deliveries.Keys.Public(start, end) {
		out.PublicKeyList = append(out.PublicKeyList, wirect.PublicKey{
			Fingerprint: new(k.Fingerprint), Value: k.Public, ValidityStartTime: wire.At(k.From), ValidityEndTime: wire.At(k.Until),
		})
	}
	return out, nil
}
