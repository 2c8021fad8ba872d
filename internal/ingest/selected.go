package ingest

import (
	"tarn/internal/rows"
	"tarn/internal/schema"
)

// selected shows the last row of a batch to the store's selectors.
type selected struct {
	b *rows.Batch
	// fields are the leaves of the fields that selectors name.
	fields map[string]int
	// list is the array of resources; -1 where the table has none.
	list              int
	kind, arn, prefix int
}

// selectorFields are those that a selector.Matcher asks for, beside the resources'.
var selectorFields = []string{
	"eventCategory", "managementEvent", "awsRegion", "recipientAccountId", "userIdentity.accountId", "eventSource", "readOnly", "eventName",
	"eventType", "sessionCredentialFromConsole", "userIdentity.arn", "errorCode", "vpcEndpointId",
}

func newSelected(b *rows.Batch) *selected {
	s := &selected{b: b, fields: map[string]int{}, list: -1}
	for _, path := range selectorFields {
		s.fields[path] = b.Leaf(path)
	}
	for i, l := range b.Layout.Lists {
		if l.Column != "resources" {
			continue
		}
		s.list = i
		for leaf := l.First; leaf < l.End; leaf++ {
			switch path := b.Layout.Leaves[leaf].Path; path[len(path)-1] {
			case "type":
				s.kind = leaf
			case "ARN":
				s.arn = leaf
			case "ARNPrefix":
				s.prefix = leaf
			}
		}
	}
	return s
}

// Text implements selector.Event.
func (s *selected) Text(field string) (string, bool) {
	leaf, ok := s.fields[field]
	if !ok {
		return "", false
	}
	row := s.b.N - 1
	if s.b.Layout.Leaves[leaf].Kind != schema.Boolean {
		return s.b.String(leaf, row)
	}
	v, ok := s.b.Int(leaf, row)
	if v != 0 {
		return "true", ok
	}
	return "false", ok
}

// Resources implements selector.Event.
func (s *selected) Resources(yield func(kind, arn string) bool) {
	if s.list < 0 {
		return
	}
	l := &s.b.Lists[s.list]
	row := s.b.N - 1
	from := uint32(0)
	if row > 0 {
		from = l.Ends[row-1]
	}
	for e := from; e < l.Ends[row]; e++ {
		arn := s.element(s.arn, e)
		if arn == "" {
			arn = s.element(s.prefix, e)
		}
		if !yield(s.element(s.kind, e), arn) {
			return
		}
	}
}

func (s *selected) element(leaf int, e uint32) string {
	l, most := &s.b.Leaves[leaf], s.b.Layout.Leaves[leaf].MaxDef
	if code := l.Codes[e]; code >= most {
		return l.Dict[code-most]
	}
	return ""
}
