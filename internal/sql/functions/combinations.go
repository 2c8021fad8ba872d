package functions

import (
	"fmt"
	"strconv"
	"strings"
)

// maxCombinations is Trino's limit.
const maxCombinations = 100_000

// indexCombinations lists the ways to choose k of the numbers 1 to n, each as a text 1,2,5, in Trino's order: by the last number,
// then by the one before.
func indexCombinations(a []any) (any, error) {
	n, k := a[0].(int64), a[1].(int64)
	if k < 0 {
		return nil, fmt.Errorf("INVALID_FUNCTION_ARGUMENT: combination size must not be negative: %d", k)
	}
	if k > 5 {
		return nil, fmt.Errorf("INVALID_FUNCTION_ARGUMENT: combination size must not exceed 5: %d", k)
	}
	count := int64(1)
	for i := int64(1); i <= k; i++ {
		count = count * (n - k + i) / i
		if count > maxCombinations {
			return nil, fmt.Errorf("INVALID_FUNCTION_ARGUMENT: combinations exceed max size")
		}
	}
	if k > n {
		return []string{}, nil
	}
	at := make([]int64, k)
	for i := range at {
		at[i] = int64(i) + 1
	}
	var out []string
	for {
		parts := make([]string, k)
		for i, x := range at {
			parts[i] = strconv.FormatInt(x, 10)
		}
		out = append(out, strings.Join(parts, ","))
		i := 0
		for ; i < len(at); i++ {
			if i+1 < len(at) && at[i]+1 < at[i+1] || i+1 == len(at) && at[i] < n {
				break
			}
		}
		if i == len(at) {
			return out, nil
		}
		at[i]++
		for j := range i {
			at[j] = int64(j) + 1
		}
	}
}
