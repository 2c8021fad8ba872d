package analyze

import (
	"encoding/json"
	"strings"

	"tarn/internal/schema"
	"tarn/internal/sql/syntax"
)

// Output is a column of the result.
type Output struct {
	Name string
	Type schema.Type
}

type outputText struct {
	Name string `json:"name"`
	Type string `json:"type"`
	Zone string `json:"zone,omitempty"`
}

// MarshalJSON writes the type as SQL has it.
func (o Output) MarshalJSON() ([]byte, error) {
	return json.Marshal(outputText{o.Name, o.Type.String(), o.Type.Zone})
}

// UnmarshalJSON reads what MarshalJSON writes.
func (o *Output) UnmarshalJSON(b []byte) error {
	var t outputText
	if err := json.Unmarshal(b, &t); err != nil {
		return err
	}
	o.Name = t.Name
	tree, err := syntax.ParseType(t.Type)
	if err != nil {
		return err
	}
	o.Type, err = typeOf(tree, resultKind)
	o.Type.Zone = t.Zone
	return err
}

// resultKind knows the kinds, too, that a result has and no statement may name.
func resultKind(name string, zone bool) (schema.Kind, error) {
	for _, k := range []schema.Kind{schema.Unknown, schema.IPPrefix} {
		if strings.EqualFold(name, k.Name()) {
			return k, nil
		}
	}
	return schema.KindOf(name, zone)
}
