package functions

import (
	"cmp"
	"fmt"
	"slices"

	"tarn/internal/schema"
)

// weightedPercentiles gives the values at percentages, of values with weights: as a digest has it that keeps each value for itself.
func weightedPercentiles(a []any) (any, error) {
	type point struct{ x, w float64 }
	var points []point
	total := 0.0
	weights := a[1].([]any)
	for i, v := range a[0].([]any) {
		x, ok := v.(float64)
		w, ok2 := weights[i].(float64)
		if !ok || !ok2 {
			continue
		}
		if w < 1 {
			return nil, fmt.Errorf("INVALID_FUNCTION_ARGUMENT: weight must be >= 1, was %s", schema.JavaText(w, 64))
		}
		points = append(points, point{x, w})
		total += w
	}
	if points == nil {
		return nil, nil
	}
	slices.SortStableFunc(points, func(a, b point) int { return cmp.Compare(a.x, b.x) })
	between := func(at, x0, y0, x1, y1 float64) float64 { return y0 + (y1-y0)*(at-x0)/(x1-x0) }
	last := points[len(points)-1]
	valueAt := func(p float64) float64 {
		at := p * total
		switch {
		case len(points) == 1 || at < 1:
			return points[0].x
		case at > total-1:
			return last.x
		case points[0].w > 1 && at < points[0].w/2:
			return points[0].x
		case last.w > 1 && total-at <= last.w/2:
			return last.x
		}
		seen := points[0].w / 2
		for i, q := range points[:len(points)-1] {
			next := points[i+1]
			delta := (q.w + next.w) / 2
			if seen+delta > at {
				left, right := 0.0, 0.0
				if q.w == 1 {
					if at-seen < 0.5 {
						return q.x
					}
					left = 0.5
				}
				if next.w == 1 {
					if seen+delta-at <= 0.5 {
						return next.x
					}
					right = 0.5
				}
				return between(at, seen+left, q.x, seen+delta-right, next.x)
			}
			seen += delta
		}
		return last.x
	}
	var out []float64
	for _, v := range a[2].([]any) {
		p, ok := v.(float64)
		if !ok || p < 0 || p > 1 {
			return nil, fmt.Errorf("INVALID_FUNCTION_ARGUMENT: Percentile must be between 0 and 1")
		}
		out = append(out, valueAt(p))
	}
	return out, nil
}
