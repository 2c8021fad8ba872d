package cloudtrail

import (
	"fmt"
	"slices"
	"strings"

	"tarn/internal/awsapi/wire"
)

// pages cuts a list into pages. A token says after which entry its page begins, and of which list it is: the operation and what
// was asked for.
type pages[T any] struct {
	// key tells entries apart, and sorts them.
	key func(T) string
	// asked is the operation, and everything that decides what is in its list.
	asked string
	// most is a page's length where the request says none.
	most int
	// bad is the error of a token that is not one.
	bad string
}

func (p pages[T]) page(all []T, max *int32, token *string) ([]T, *string, error) {
	slices.SortStableFunc(all, func(a, b T) int { return strings.Compare(p.key(a), p.key(b)) })
	if token != nil {
		after, ok := wire.OpenToken(*token, p.asked)
		if !ok || len(after) != 1 {
			return nil, nil, wire.Fail(p.bad, "The NextToken is not one that %s gave for this request; leave it out for the first page.", operationOf(p.asked))
		}
		all = slices.DeleteFunc(slices.Clone(all), func(v T) bool { return p.key(v) <= after[0] })
	}
	n := p.most
	if max != nil {
		n = int(*max)
	}
	if len(all) <= n {
		return all, nil, nil
	}
	return all[:n], wire.SealToken([]string{p.key(all[n-1])}, p.asked), nil
}

func operationOf(asked string) string {
	name, _, _ := strings.Cut(asked, "\x00")
	return name
}

// sortable is a number as a text that sorts like it.
func sortable(n int) string { return fmt.Sprintf("%09d", n) }
