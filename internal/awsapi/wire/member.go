package wire

// Value is a member's value, the type's zero where it is absent.
func Value[T any](p *T) T {
	var zero T
	return ValueOr(p, zero)
}

// ValueOr is a member's value, or another one where it is absent.
func ValueOr[T any](p *T, otherwise T) T {
	if p == nil {
		return otherwise
	}
	return *p
}

// Some is a member that is left out where it is its type's zero.
func Some[T comparable](v T) *T {
	var zero T
	if v == zero {
		return nil
	}
	return &v
}
