package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"tarn/internal/schema"
)

// cloudtrail gives the two faces of the events in events.jsonl: `cloudtrail` as CloudTrail Lake shows them, `cloudtrail_logs` as
// AWS's statement for Athena declares them. What Trino is given is made from each event's JSON here, and what Tarn is given is
// the stored form, so that Tarn's own way from the stored form to each face is part of what is compared.
func cloudtrail(events []byte) ([]*table, error) {
	stored := &table{name: "cloudtrail_stored"}
	for _, s := range schema.CloudTrail.Columns {
		stored.columns = append(stored.columns, column{s.Name, s.Type()})
	}
	lake := &table{name: "cloudtrail", stored: stored, relation: &schema.Relation{Catalog: "memory", Schema: "default", Name: "cloudtrail",
		Columns: schema.LakeColumns(schema.CloudTrail), Lake: true, Source: stored.name}}
	athena := &table{name: "cloudtrail_logs", stored: stored, relation: &schema.Relation{Catalog: "memory", Schema: "default", Name: "cloudtrail_logs",
		Columns: schema.AthenaColumns(schema.CloudTrail), Source: stored.name}}
	faces := []*table{lake, athena}
	for _, t := range faces {
		for _, c := range t.relation.Columns {
			if !c.Hidden {
				t.columns = append(t.columns, column{c.Name, c.Type})
			}
		}
	}
	lines := bufio.NewScanner(bytes.NewReader(events))
	lines.Buffer(nil, 1<<20)
	for n := 0; lines.Scan(); n++ {
		var event map[string]json.RawMessage
		if err := json.Unmarshal(lines.Bytes(), &event); err != nil {
			return nil, err
		}
		row := make([]any, len(stored.columns))
		for i, c := range stored.columns {
			var err error
			if row[i], err = storedValue(c, event); err != nil {
				return nil, err
			}
		}
		stored.rows = append(stored.rows, row)
		for _, t := range faces {
			row := make([]any, len(t.columns))
			for i, c := range t.columns {
				if c.name == schema.EventJSON {
					row[i] = string(lines.Bytes())
					continue
				}
				var err error
				if row[i], err = shown(c.typ, member(event, c.name), c.name); err != nil {
					return nil, fmt.Errorf("line %d, %s: %w", n+1, c.name, err)
				}
			}
			t.rows = append(t.rows, row)
		}
	}
	return faces, lines.Err()
}

// member finds a member by its name in any case, as the SerDe of Athena's tables does.
func member(object map[string]json.RawMessage, name string) json.RawMessage {
	if raw, ok := object[name]; ok {
		return raw
	}
	for k, raw := range object {
		if strings.EqualFold(k, name) {
			return raw
		}
	}
	return nil
}

// shown is a member as a column of one of the faces shows it.
func shown(t schema.Type, raw json.RawMessage, name string) (any, error) {
	if raw == nil || string(raw) == "null" {
		return nil, nil
	}
	switch t.Kind {
	case schema.Timestamp:
		at, err := moment(raw)
		return at, err
	case schema.Boolean:
		var b bool
		if json.Unmarshal(raw, &b) == nil {
			return b, nil
		}
		s, err := strconv.Unquote(string(raw))
		return s == "true", err
	case schema.Varchar:
		return scalar(raw), nil
	case schema.Map:
		var object map[string]json.RawMessage
		if err := json.Unmarshal(raw, &object); err != nil {
			return nil, err
		}
		out := map[string]any{}
		for k, v := range object {
			out[k] = nil
			if string(v) != "null" {
				out[k] = scalar(v)
			}
		}
		return out, nil
	case schema.Array:
		var list []json.RawMessage
		if err := json.Unmarshal(raw, &list); err != nil {
			return nil, err
		}
		out := make([]any, len(list))
		for i, v := range list {
			var err error
			if out[i], err = shown(*t.Elem, v, name); err != nil {
				return nil, err
			}
		}
		return out, nil
	case schema.Row:
		var object map[string]json.RawMessage
		if err := json.Unmarshal(raw, &object); err != nil {
			return nil, err
		}
		out := make([]any, len(t.Fields))
		for i, f := range t.Fields {
			var err error
			if out[i], err = shown(f.Type, member(object, f.Name), f.Name); err != nil {
				return nil, err
			}
		}
		return out, nil
	}
	return nil, fmt.Errorf("a member of type %s", t)
}

// scalar is a text without its quotes, and anything else as delivered.
func scalar(raw json.RawMessage) string {
	var s string
	if json.Unmarshal(raw, &s) == nil {
		return s
	}
	return string(raw)
}

func moment(raw json.RawMessage) (string, error) {
	at, err := time.Parse(time.RFC3339, scalar(raw))
	return at.UTC().Format("2006-01-02 15:04:05"), err
}

// storedValue is a column's value in the lake. Members that no column holds go to _overflow.
func storedValue(c column, event map[string]json.RawMessage) (any, error) {
	switch c.name {
	case "_object":
		return "s3://logs/" + scalar(event["eventID"]) + ".json.gz", nil
	case "_overflow":
		if rest := overflow(schema.CloudTrail.Columns, event); rest != nil {
			text, err := jsonText(rest)
			return keptJSON(text), err
		}
	case "_record":
		return json.Number("0"), nil
	}
	if c.name[0] == '_' {
		return nil, nil
	}
	return keptAs(c.typ, event[c.name])
}

// overflow gives the members of an object that have no column, also those of members that are rows.
func overflow(columns []schema.Stored, object map[string]json.RawMessage) map[string]any {
	out := map[string]any{}
members:
	for name, raw := range object {
		for _, c := range columns {
			if c.Name != name {
				continue
			}
			var inner map[string]json.RawMessage
			if c.Kind == schema.Row && json.Unmarshal(raw, &inner) == nil {
				if rest := overflow(c.Members, inner); rest != nil {
					out[name] = rest
				}
			}
			continue members
		}
		out[name] = raw
	}
	if len(out) == 0 {
		return nil
	}
	return out
}

func keptAs(t schema.Type, raw json.RawMessage) (any, error) {
	if raw == nil {
		return nil, nil
	}
	if t.Kind == schema.JSON {
		return keptJSON(raw), nil
	}
	if string(raw) == "null" {
		return nil, nil
	}
	switch t.Kind {
	case schema.Row:
		var object map[string]json.RawMessage
		if err := json.Unmarshal(raw, &object); err != nil {
			return nil, err
		}
		out := make([]any, len(t.Fields))
		for i, f := range t.Fields {
			var err error
			if out[i], err = keptAs(f.Type, object[f.Name]); err != nil {
				return nil, err
			}
		}
		return out, nil
	case schema.Array:
		var list []json.RawMessage
		if err := json.Unmarshal(raw, &list); err != nil {
			return nil, err
		}
		out := make([]any, len(list))
		for i, v := range list {
			var err error
			if out[i], err = keptAs(*t.Elem, v); err != nil {
				return nil, err
			}
		}
		return out, nil
	}
	return shown(t, raw, "")
}

// keptJSON is JSON byte for byte, which jsonText writes as it is.
type keptJSON json.RawMessage

func (k keptJSON) MarshalJSON() ([]byte, error) { return k, nil }

func sortedKeys(m map[string]any) []string {
	out := make([]string, 0, len(m))
	for k := range m {
		out = append(out, k)
	}
	slices.Sort(out)
	return out
}
