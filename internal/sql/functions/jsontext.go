package functions

import (
	"bytes"
	"encoding/json"
	"sort"
	"strconv"
	"strings"
)

// value finds the raw text at a path in a JSON text; ok is false where there is none or the text is not JSON.
func value(doc string, steps []step) (raw json.RawMessage, ok bool) {
	raw = json.RawMessage(doc)
	if !json.Valid(raw) {
		return nil, false
	}
	raw = bytes.TrimSpace(raw)
	for _, s := range steps {
		switch {
		case len(raw) > 0 && raw[0] == '{':
			raw, ok = member(raw, s.key)
		case len(raw) > 0 && raw[0] == '[' && s.isIndex:
			var elems []json.RawMessage
			if json.Unmarshal(raw, &elems) != nil || s.index >= len(elems) {
				return nil, false
			}
			raw, ok = elems[s.index], true
		default:
			ok = false
		}
		if !ok {
			return nil, false
		}
	}
	return raw, true
}

// member is the raw value of an object's first member with this name.
func member(object json.RawMessage, key string) (json.RawMessage, bool) {
	var found json.RawMessage
	_ = members(object, func(name string, raw json.RawMessage) bool {
		if name == key {
			found = raw
			return false
		}
		return true
	})
	return found, found != nil
}

// members calls f for each member of an object, in order, until it returns false.
func members(object json.RawMessage, f func(name string, raw json.RawMessage) bool) error {
	d := json.NewDecoder(bytes.NewReader(object))
	if _, err := d.Token(); err != nil {
		return err
	}
	for d.More() {
		name, err := d.Token()
		if err != nil {
			return err
		}
		var raw json.RawMessage
		if err := d.Decode(&raw); err != nil {
			return err
		}
		key, _ := name.(string)
		if !f(key, raw) {
			return nil
		}
	}
	return nil
}

// scalarText is a scalar's text as delivered, nil for null; nested values give ok false.
func scalarText(raw json.RawMessage) (text any, ok bool) {
	switch {
	case len(raw) == 0, raw[0] == '{', raw[0] == '[':
		return nil, false
	case raw[0] == '"':
		var s string
		_ = json.Unmarshal(raw, &s)
		return s, true
	case string(raw) == "null":
		return nil, true
	}
	return string(raw), true
}

func jsonScalarAt(doc, path string) (any, error) {
	steps, err := parsePath(path)
	if err != nil {
		return nil, err
	}
	raw, ok := value(doc, steps)
	if !ok {
		return nil, nil
	}
	text, _ := scalarText(raw)
	return text, nil
}

func jsonValueAt(doc, path string) (any, error) {
	steps, err := parsePath(path)
	if err != nil {
		return nil, err
	}
	raw, ok := value(doc, steps)
	if !ok {
		return nil, nil
	}
	return canonical(raw, false)
}

func jsonMember(doc, key string) (any, error) {
	raw, ok := value(doc, []step{{key: key}})
	if !ok {
		return nil, nil
	}
	if text, scalar := scalarText(raw); scalar {
		return text, nil
	}
	return string(raw), nil
}

// jsonMap is the map face of a JSON object; nil for anything else.
func jsonMap(doc string) (any, error) {
	raw := json.RawMessage(strings.TrimSpace(doc))
	if len(raw) == 0 || raw[0] != '{' {
		return nil, nil
	}
	var p Pairs
	seen := map[string]bool{}
	err := members(raw, func(name string, raw json.RawMessage) bool {
		if seen[name] {
			return true
		}
		seen[name] = true
		p.Keys = append(p.Keys, name)
		text, scalar := scalarText(raw)
		if !scalar {
			text = string(raw)
		}
		if s, ok := text.(string); ok {
			p.Values = append(p.Values, &s)
		} else {
			p.Values = append(p.Values, nil)
		}
		return true
	})
	return p, err
}

// canonical writes a value as Trino's json type does: no white space, numbers as Java writes them, and for json_parse an
// object's members sorted.
func canonical(raw json.RawMessage, sorted bool) (string, error) {
	var b strings.Builder
	err := canonicalValue(&b, raw, sorted)
	return b.String(), err
}

func canonicalValue(b *strings.Builder, raw json.RawMessage, sorted bool) error {
	raw = bytes.TrimSpace(raw)
	switch raw[0] {
	case '{':
		var parts []string
		err := members(raw, func(name string, raw json.RawMessage) bool {
			var part strings.Builder
			quoteJSON(&part, name)
			part.WriteByte(':')
			_ = canonicalValue(&part, raw, sorted)
			parts = append(parts, part.String())
			return true
		})
		if sorted {
			sort.Strings(parts)
		}
		b.WriteString("{" + strings.Join(parts, ",") + "}")
		return err
	case '[':
		var elems []json.RawMessage
		if err := json.Unmarshal(raw, &elems); err != nil {
			return err
		}
		b.WriteByte('[')
		for i, e := range elems {
			if i > 0 {
				b.WriteByte(',')
			}
			if err := canonicalValue(b, e, sorted); err != nil {
				return err
			}
		}
		b.WriteByte(']')
	case '"':
		var s string
		if err := json.Unmarshal(raw, &s); err != nil {
			return err
		}
		quoteJSON(b, s)
	default:
		text := string(raw)
		if strings.ContainsAny(text, ".eE") && text != "true" && text != "false" {
			f, _ := strconv.ParseFloat(text, 64)
			text = DoubleText(f)
		}
		b.WriteString(text)
	}
	return nil
}

// quoteJSON writes a JSON text as Jackson does: only what must be escaped is.
func quoteJSON(b *strings.Builder, s string) {
	b.WriteByte('"')
	for _, r := range s {
		switch {
		case r == '"' || r == '\\':
			b.WriteByte('\\')
			b.WriteRune(r)
		case r == '\n':
			b.WriteString(`\n`)
		case r == '\r':
			b.WriteString(`\r`)
		case r == '\t':
			b.WriteString(`\t`)
		case r == '\b':
			b.WriteString(`\b`)
		case r == '\f':
			b.WriteString(`\f`)
		case r < 0x20:
			b.WriteString(`\u00`)
			b.WriteString(strings.ToUpper(strconv.FormatInt(int64(r)+0x100, 16))[1:])
		default:
			b.WriteRune(r)
		}
	}
	b.WriteByte('"')
}

// DoubleText writes a double as Trino casts it to varchar: Java's shortest form, 1.0E10 from ten million on and below a thousandth.
func DoubleText(f float64) string {
	switch {
	case f != f:
		return "NaN"
	case f > 1.7976931348623157e308:
		return "Infinity"
	case f < -1.7976931348623157e308:
		return "-Infinity"
	}
	abs := f
	if abs < 0 {
		abs = -abs
	}
	if abs == 0 || abs >= 1e-3 && abs < 1e7 {
		s := strconv.FormatFloat(f, 'f', -1, 64)
		if !strings.Contains(s, ".") {
			s += ".0"
		}
		return s
	}
	mantissa, exp, _ := strings.Cut(strconv.FormatFloat(f, 'e', -1, 64), "e")
	if !strings.Contains(mantissa, ".") {
		mantissa += ".0"
	}
	n, _ := strconv.Atoi(exp)
	return mantissa + "E" + strconv.Itoa(n)
}
