package schema

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
