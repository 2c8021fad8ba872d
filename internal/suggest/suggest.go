// Package suggest tells which of some names a writer may have meant.
package suggest

import (
	"sort"
	"strings"
)

// Names asks whether a writer may have meant one of some names, as in "did you mean a or b?": the nearest, three at most, within one edit for
// every three characters. It is empty where none is near.
func Names(name string, among []string) string {
	type near struct {
		name string
		dist int
	}
	var list []near
	seen := map[string]bool{}
	for _, n := range among {
		if seen[n] {
			continue
		}
		seen[n] = true
		if d := distance(strings.ToLower(name), strings.ToLower(n)); d <= max(1, (len(name)+1)/3) && d < len(name) {
			list = append(list, near{n, d})
		}
	}
	if len(list) == 0 {
		return ""
	}
	sort.SliceStable(list, func(i, j int) bool { return list[i].dist < list[j].dist })
	names := make([]string, 0, 3)
	for _, n := range list[:min(3, len(list))] {
		names = append(names, n.name)
	}
	return "did you mean " + strings.Join(names, " or ") + "?"
}

// distance is the number of edits between two texts.
func distance(a, b string) int {
	prev := make([]int, len(b)+1)
	for j := range prev {
		prev[j] = j
	}
	for i := range len(a) {
		diagonal := prev[0]
		prev[0] = i + 1
		for j := range len(b) {
			cost := diagonal
			if a[i] != b[j] {
				cost = 1 + min(diagonal, prev[j], prev[j+1])
			}
			diagonal, prev[j+1] = prev[j+1], cost
		}
	}
	return prev[len(b)]
}
