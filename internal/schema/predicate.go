package schema

import "time"

// Predicate is a condition that every wanted row meets. A list of them is a conjunction, and a hint: whoever plans may leave
// out files (row groups, partitions) that hold no such row, and must not rely on it to filter rows.
type Predicate struct {
	// Column is the stored column's path: eventTime, userIdentity.accessKeyId.
	Column string
	Op     Op
	// Values has one value, several for In, none for IsNull and NotNull: string, int64, float64, bool, or time.Time (UTC).
	Values []any
}

// Op is a Predicate's comparison.
type Op uint8

// The comparisons.
const (
	Eq Op = iota
	In
	Lt
	Le
	Gt
	Ge
	IsNull
	NotNull
)

// MayHold reports whether a value between min and max, both of which count, may meet the predicate. They are whole numbers, or
// times in microseconds since 1970.
func (p Predicate) MayHold(min, max int64) bool {
	if len(p.Values) == 0 {
		return true
	}
	for _, v := range p.Values {
		var at int64
		switch v := v.(type) {
		case time.Time:
			at = v.UnixMicro()
		case int64:
			at = v
		default:
			return true
		}
		var ok bool
		switch p.Op {
		case Eq, In:
			ok = min <= at && at <= max
		case Lt:
			ok = min < at
		case Le:
			ok = min <= at
		case Gt:
			ok = max > at
		case Ge:
			ok = max >= at
		default:
			ok = true
		}
		if ok {
			return true
		}
	}
	return false
}
