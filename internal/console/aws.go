package console

import (
	"encoding/json"

	"tarn/internal/auth"
)

func awsRoutes() []Route {
	return []Route{
		// The operation's own access is checked, and the call is recorded, where it is answered.
		route(Route{Method: "POST", Path: "/aws/{service}/{operation}", Group: "AWS", Summary: "An operation of CloudTrail's, Athena's or Glue's API, with its JSON as body, as the session's key", Access: auth.List}, (*Console).aws),
	}
}

type awsInput struct {
	Service   string `path:"service" json:"-" doc:"cloudtrail, athena or glue"`
	Operation string `path:"operation" json:"-" doc:"as in ListEventDataStores"`
	body
}

func (s *Console) aws(c *call, in awsInput) (json.RawMessage, error) {
	return s.Calls.Call(c.r, c.key, in.Service, in.Operation, in.body.text)
}

// body is a request's as it came.
type body struct{ text json.RawMessage }

// UnmarshalJSON implements json.Unmarshaler.
func (b *body) UnmarshalJSON(text []byte) error {
	b.text = append(b.text[:0], text...)
	return nil
}
