package main

import (
	"fmt"
	"slices"
	"strings"
	"time"
)

// rowText is a row's values as text, the same whoever gave them. A time is one in UTC. What a free-form field holds is left
// out: it is a map to one and text to the other.
func rowText(row []any) string {
	parts := make([]string, len(row))
	for i, v := range row {
		switch v := v.(type) {
		case nil:
			parts[i] = "NULL"
		case time.Time:
			parts[i] = v.UTC().Format(time.RFC3339Nano)
		case string:
			if !strings.HasPrefix(v, "{") {
				parts[i] = v
			}
		case int64, int32, float64, bool:
			parts[i] = fmt.Sprint(v)
		}
	}
	return strings.Join(parts, "\x1f")
}

// alike compares rows in any order: that of equal keys is free.
func alike(a, b []string) error {
	if len(a) != len(b) {
		return fmt.Errorf("tarn gives %d rows, DuckDB alone %d", len(a), len(b))
	}
	slices.Sort(a)
	slices.Sort(b)
	for i := range a {
		if a[i] != b[i] {
			return fmt.Errorf("tarn gives %q where DuckDB alone gives %q", a[i], b[i])
		}
	}
	return nil
}
