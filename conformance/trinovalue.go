package main

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"strconv"
	"strings"

	"tarn/internal/schema"
)

// signature is a type as Trino's protocol has it.
// https://trino.io/docs/476/develop/client-protocol.html
type signature struct {
	RawType   string `json:"rawType"`
	Arguments []struct {
		Kind  string          `json:"kind"`
		Value json.RawMessage `json:"value"`
	} `json:"arguments"`
}

// typ gives a signature's meaning; false for types that Tarn has no notion of, such as HyperLogLog.
func (s *signature) typ() (schema.Type, bool) {
	name := s.RawType
	base, zone := strings.CutSuffix(name, " with time zone")
	kind, err := schema.KindOf(base, zone)
	if name == "unknown" {
		kind, err = schema.Unknown, nil
	}
	if err != nil {
		return schema.Type{}, false
	}
	t := schema.Of(kind)
	var numbers []int
	var args []schema.Type
	for _, a := range s.Arguments {
		switch a.Kind {
		case "LONG":
			n, err := strconv.ParseInt(string(a.Value), 10, 64)
			if err != nil {
				return t, false
			}
			numbers = append(numbers, int(n))
		case "TYPE":
			inner := &signature{}
			if json.Unmarshal(a.Value, inner) != nil {
				return t, false
			}
			arg, ok := inner.typ()
			if !ok {
				return t, false
			}
			args = append(args, arg)
		case "NAMED_TYPE":
			var named struct {
				FieldName *struct {
					Name string `json:"name"`
				} `json:"fieldName"`
				TypeSignature signature `json:"typeSignature"`
			}
			if json.Unmarshal(a.Value, &named) != nil {
				return t, false
			}
			arg, ok := named.TypeSignature.typ()
			if !ok {
				return t, false
			}
			f := schema.Field{Type: arg}
			if named.FieldName != nil {
				f.Name = named.FieldName.Name
			}
			t.Fields = append(t.Fields, f)
		default:
			return t, false
		}
	}
	switch kind {
	case schema.Varchar, schema.Char:
		if len(numbers) > 0 && numbers[0] != 1<<31-1 {
			t.Length = numbers[0]
		}
	case schema.Decimal:
		t.Precision, t.Scale = numbers[0], numbers[1]
	case schema.Time, schema.TimeTZ, schema.Timestamp, schema.TimestampTZ:
		if len(numbers) > 0 {
			t.Precision = numbers[0]
		}
	case schema.Array:
		t.Elem = &args[0]
	case schema.Map:
		t.Key, t.Elem = &args[0], &args[1]
	}
	return t, true
}

// trinoText is the canonical text of a value in the protocol's JSON.
func trinoText(t schema.Type, value any) string {
	switch v := value.(type) {
	case nil:
		return null
	case bool:
		return strconv.FormatBool(v)
	case json.Number:
		switch t.Kind {
		case schema.Double, schema.Real:
			return float(t, v.String())
		}
		return v.String()
	case string:
		switch t.Kind {
		case schema.Double, schema.Real:
			return float(t, v)
		case schema.Varbinary:
			b, err := base64.StdEncoding.DecodeString(v)
			if err != nil {
				return quoted(v)
			}
			return octets(b)
		case schema.Varchar, schema.Char, schema.JSON:
			return quoted(v)
		}
		return v
	case []any:
		out := make([]string, len(v))
		for i, x := range v {
			elem := of(t.Elem)
			if t.Kind == schema.Row {
				elem = field(t, i)
			}
			out[i] = trinoText(elem, x)
		}
		if t.Kind == schema.Row {
			return "(" + strings.Join(out, ", ") + ")"
		}
		return "[" + strings.Join(out, ", ") + "]"
	case map[string]any:
		entries := make([]entry, 0, len(v))
		for k, x := range v {
			entries = append(entries, entry{trinoKey(of(t.Key), k), trinoText(of(t.Elem), x)})
		}
		return mapText(entries)
	}
	return fmt.Sprint(value)
}

// trinoKey: the protocol writes every key as a text.
func trinoKey(t schema.Type, key string) string {
	switch t.Kind {
	case schema.Array, schema.Map, schema.Row:
		return key
	}
	return trinoText(t, key)
}

func float(t schema.Type, s string) string {
	bits := 64
	if t.Kind == schema.Real {
		bits = 32
	}
	f, err := strconv.ParseFloat(s, bits)
	if err != nil && f == 0 {
		return s
	}
	return number(f, bits)
}
