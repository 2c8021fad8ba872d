package functions

import (
	"errors"
	"math"
	"slices"
)

// histogramBucket is a bucket of numeric_histogram: the mean of its values, and their weight.
type histogramBucket struct {
	value, weight float64
	// penalty is what it costs to merge the bucket with the next one.
	penalty float64
}

// numericHistogram gives the buckets of values with weights, each as two numbers: the streaming parallel decision tree's histogram
// of Ben-Haim and Tom-Tov, with Trino's penalty. The values are taken in their order, a hundred more of them than there are buckets
// at a time.
func numericHistogram(a []any) (any, error) {
	n := a[2].(int64)
	if n < 2 {
		return nil, errors.New("INVALID_FUNCTION_ARGUMENT: numeric_histogram bucket count must be greater than one")
	}
	room := n + 100
	var buckets []histogramBucket
	var err error
	weights := a[1].([]any)
	for i, v := range a[0].([]any) {
		value, ok := v.(float64)
		weight, ok2 := weights[i].(float64)
		if !ok || !ok2 {
			continue
		}
		if int64(len(buckets)) == room {
			if buckets, err = compact(buckets, int(n)); err != nil {
				return nil, err
			}
		}
		buckets = append(buckets, histogramBucket{value: value, weight: weight})
	}
	if buckets == nil {
		return nil, nil
	}
	if buckets, err = compact(buckets, int(n)); err != nil {
		return nil, err
	}
	var out []float64
	for i, b := range buckets {
		if i+1 < len(buckets) && b.value != b.value { // of several NaN, the last is the map's
			continue
		}
		out = append(out, b.value, b.weight)
	}
	return out, nil
}

// compact makes one bucket of those that have the same value, and then merges neighbours, the cheapest first, until there are n.
func compact(buckets []histogramBucket, n int) ([]histogramBucket, error) {
	slices.SortFunc(buckets, func(a, b histogramBucket) int { return compareDoubles(a.value, b.value) })
	distinct := buckets[:1]
	for _, b := range buckets[1:] {
		if last := &distinct[len(distinct)-1]; last.value == b.value {
			last.weight += b.weight
		} else {
			distinct = append(distinct, b)
		}
	}
	for i := range distinct {
		rate(distinct, i)
	}
	for len(distinct) > n {
		at := 0
		for i := range distinct {
			if compareDoubles(distinct[i].penalty, distinct[at].penalty) < 0 {
				at = i
			}
		}
		if at+1 == len(distinct) {
			return nil, errors.New("GENERIC_INTERNAL_ERROR: Expected right to be != null")
		}
		l, r := &distinct[at], distinct[at+1]
		weight := l.weight + r.weight
		l.value, l.weight = (float64(l.value*l.weight)+float64(r.value*r.weight))/weight, weight
		distinct = slices.Delete(distinct, at+1, at+2)
		rate(distinct, at)
		if at > 0 {
			rate(distinct, at-1)
		}
	}
	return distinct, nil
}

// rate sets a bucket's penalty; the last one's is infinite.
func rate(buckets []histogramBucket, i int) {
	b := &buckets[i]
	if i+1 == len(buckets) {
		b.penalty = math.Inf(1)
		return
	}
	next := buckets[i+1]
	weight, distance := b.weight+next.weight, b.value-next.value
	square := float64(distance * distance)
	share := float64(b.weight*next.weight) / float64(weight*weight)
	b.penalty = float64(weight*square) * share
}

// compareDoubles is Java's order of doubles: -0.0 is below 0.0, NaN is above all.
func compareDoubles(a, b float64) int {
	switch {
	case a < b:
		return -1
	case a > b:
		return 1
	case a != a || b != b:
		switch {
		case a == a:
			return -1
		case b == b:
			return 1
		}
		return 0
	case a == 0 && math.Signbit(a) != math.Signbit(b):
		if math.Signbit(a) {
			return -1
		}
		return 1
	}
	return 0
}

// histogramOf is numeric_histogram: the native's list as a map.
func histogramOf(c *Call) (string, error) {
	weight := "CAST(1 AS DOUBLE)"
	if len(c.Args) == 3 {
		weight = "$3"
	}
	some := "CASE WHEN $1 IS NOT NULL AND $2 IS NOT NULL AND " + weight + " IS NOT NULL THEN "
	list, err := Fill("tarn_numeric_histogram(array_agg({d}"+some+"CAST($2 AS DOUBLE) END){t}, array_agg({d}"+some+weight+" END){t}, any_value($1){t})", c)
	if err != nil {
		return "", err
	}
	return c.Let([]string{list}, func(n []string) string {
		i := c.Param()
		take := func(from string) string {
			return "list_transform(range(" + from + ", len(" + n[0] + ") + 1, 2), lambda " + i + ": list_extract(" + n[0] + ", " + i + "))"
		}
		return "(CASE WHEN " + n[0] + " IS NOT NULL THEN CAST(map(" + take("1") + ", " + take("2") + ") AS " + resultType(c) + ") END)"
	}), nil
}
