package functions

import "tarn/internal/schema"

// Coerces reports whether Trino turns a value of one type into another without being asked:
// https://trino.io/docs/current/language/types.html and Trino's TypeCoercion.
func Coerces(from, to schema.Type) bool {
	if from.Equal(to) || from.Kind == schema.Unknown {
		return true
	}
	common, ok := Common(from, to)
	return ok && common.Equal(to)
}

// numericRank orders the types that widen into each other.
var numericRank = map[schema.Kind]int{schema.Tinyint: 1, schema.Smallint: 2, schema.Integer: 3, schema.Bigint: 4, schema.Decimal: 5, schema.Real: 6, schema.Double: 7}

// integerDigits are the decimal digits that an integer type takes.
var integerDigits = map[schema.Kind]int{schema.Tinyint: 3, schema.Smallint: 5, schema.Integer: 10, schema.Bigint: 19}

// IsNumeric reports whether a type is a number's.
func IsNumeric(t schema.Type) bool { return numericRank[t.Kind] > 0 }

// IsInteger reports whether a type is one of tinyint, smallint, integer and bigint.
func IsInteger(t schema.Type) bool { return integerDigits[t.Kind] > 0 }

// AsDecimal is the decimal type that holds every value of an integer or decimal type.
func AsDecimal(t schema.Type) schema.Type {
	if d := integerDigits[t.Kind]; d > 0 {
		return schema.DecimalOf(d, 0)
	}
	return t
}

// timeRank orders date, timestamp and timestamp with time zone, which widen into each other.
var timeRank = map[schema.Kind]int{schema.Date: 1, schema.Timestamp: 2, schema.TimestampTZ: 3}

// Common is the type that values of two types are both turned into where they meet.
func Common(a, b schema.Type) (schema.Type, bool) {
	switch {
	case a.Kind == schema.Unknown:
		return b, true
	case b.Kind == schema.Unknown:
		return a, true
	case a.Kind == b.Kind:
		return commonSameKind(a, b)
	case numericRank[a.Kind] > 0 && numericRank[b.Kind] > 0:
		if numericRank[a.Kind] > numericRank[b.Kind] {
			a, b = b, a
		}
		if b.Kind == schema.Decimal {
			return commonDecimal(AsDecimal(a), b)
		}
		return b, true
	case timeRank[a.Kind] > 0 && timeRank[b.Kind] > 0:
		if timeRank[a.Kind] > timeRank[b.Kind] {
			a, b = b, a
		}
		if a.Kind == schema.Timestamp {
			b.Precision = max(a.Precision, b.Precision)
		}
		if b.Zone != "" {
			b.Zone = MixedZones // that of a is UTC
		}
		return b, true
	case a.Kind == schema.Time && b.Kind == schema.TimeTZ, a.Kind == schema.TimeTZ && b.Kind == schema.Time:
		return schema.Type{Kind: schema.TimeTZ, Precision: max(a.Precision, b.Precision)}, true
	case a.Kind == schema.Char && b.Kind == schema.Varchar:
		return commonChar(a, b), true
	case a.Kind == schema.Varchar && b.Kind == schema.Char:
		return commonChar(b, a), true
	}
	return schema.Type{}, false
}

// Compared is Common for values that are compared and not kept: a time without a zone that meets one with a zone need not have its own.
func Compared(a, b schema.Type) (schema.Type, bool) {
	t, ok := Common(a, b)
	switch zoned := schema.TimestampTZ; {
	case t.Kind != zoned:
	case a.Kind == zoned && timeRank[b.Kind] > 0 && b.Kind != zoned:
		t.Zone = a.Zone
	case b.Kind == zoned && timeRank[a.Kind] > 0 && a.Kind != zoned:
		t.Zone = b.Zone
	}
	return t, ok
}

// longestChar is the length of the longest char.
const longestChar = 65536

// commonChar: a text that meets a char becomes one.
func commonChar(char, text schema.Type) schema.Type {
	char.Length = max(char.Length, text.Length)
	if text.Length == schema.Unbounded || char.Length > longestChar {
		char.Length = longestChar
	}
	return char
}

func commonSameKind(a, b schema.Type) (schema.Type, bool) {
	switch a.Kind {
	case schema.Varchar, schema.Char:
		if a.Length == schema.Unbounded || b.Length == schema.Unbounded {
			a.Length = schema.Unbounded
		} else {
			a.Length = max(a.Length, b.Length)
		}
	case schema.Decimal:
		return commonDecimal(a, b)
	case schema.Time, schema.TimeTZ, schema.Timestamp:
		a.Precision = max(a.Precision, b.Precision)
	case schema.TimestampTZ:
		if a.Zone != b.Zone {
			a.Zone = MixedZones
		}
		a.Precision = max(a.Precision, b.Precision)
	case schema.Array:
		e, ok := Common(*a.Elem, *b.Elem)
		return schema.ArrayOf(e), ok
	case schema.Map:
		k, ok := Common(*a.Key, *b.Key)
		v, ok2 := Common(*a.Elem, *b.Elem)
		return schema.MapOf(k, v), ok && ok2
	case schema.Row:
		if len(a.Fields) != len(b.Fields) {
			return schema.Type{}, false
		}
		row := schema.Type{Kind: schema.Row}
		for i, f := range a.Fields {
			t, ok := Common(f.Type, b.Fields[i].Type)
			if !ok {
				return schema.Type{}, false
			}
			name := f.Name
			if name != b.Fields[i].Name {
				name = ""
			}
			row.Fields = append(row.Fields, schema.Field{Name: name, Type: t})
		}
		return row, true
	}
	return a, true
}

func commonDecimal(a, b schema.Type) (schema.Type, bool) {
	scale := max(a.Scale, b.Scale)
	return schema.DecimalOf(min(38, scale+max(a.Precision-a.Scale, b.Precision-b.Scale)), scale), true
}

// MixedZones is the Zone of times whose zones differ from row to row.
const MixedZones = "?"

// SameZones reports whether two equal types have the same zones, at any depth: whether their values are kept alike.
func SameZones(a, b schema.Type) bool {
	if a.Kind == schema.TimestampTZ && b.Kind == schema.TimestampTZ && a.Zone != b.Zone {
		return false
	}
	if a.Elem != nil && b.Elem != nil && !SameZones(*a.Elem, *b.Elem) || a.Key != nil && b.Key != nil && !SameZones(*a.Key, *b.Key) {
		return false
	}
	for i := range min(len(a.Fields), len(b.Fields)) {
		if !SameZones(a.Fields[i].Type, b.Fields[i].Type) {
			return false
		}
	}
	return true
}

// HasMixedZones reports whether a type has times whose zones differ, within or itself.
func HasMixedZones(t schema.Type) bool {
	if t.Zone == MixedZones || t.Elem != nil && HasMixedZones(*t.Elem) || t.Key != nil && HasMixedZones(*t.Key) {
		return true
	}
	for _, f := range t.Fields {
		if HasMixedZones(f.Type) {
			return true
		}
	}
	return false
}

// Comparable reports whether = works on a type, Orderable whether < does.
func Comparable(t schema.Type) bool {
	switch t.Kind {
	case schema.Function:
		return false
	case schema.Array:
		return Comparable(*t.Elem)
	case schema.Map:
		return Comparable(*t.Key) && Comparable(*t.Elem)
	case schema.Row:
		for _, f := range t.Fields {
			if !Comparable(f.Type) {
				return false
			}
		}
	}
	return true
}

// Orderable reports whether values of a type have an order.
func Orderable(t schema.Type) bool {
	switch t.Kind {
	case schema.Function, schema.Map, schema.JSON:
		return false
	case schema.Array:
		return Orderable(*t.Elem)
	case schema.Row:
		for _, f := range t.Fields {
			if !Orderable(f.Type) {
				return false
			}
		}
	}
	return true
}
