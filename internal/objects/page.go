package objects

import (
	"context"
	"strings"
)

// PageOptions ask for a part of a listing.
type PageOptions struct {
	Prefix, After string
	// Delimiter gives one common prefix for all keys that share what comes up to it after Prefix.
	Delimiter string
	// Max bounds objects and common prefixes together.
	Max int
}

// Page is a part of a listing.
type Page struct {
	Objects  []Info
	Prefixes []string
	// More says that it goes on; Next is the After of the page that follows.
	More bool
	Next string
}

func (b *local) List(ctx context.Context, prefix, after string, max int) ([]Info, bool, error) {
	page, err := b.Page(ctx, PageOptions{Prefix: prefix, After: after, Max: max})
	return page.Objects, page.More, err
}

// Page reads as many entries as it gives, and one for each common prefix, whatever is under it.
func (b *local) Page(ctx context.Context, o PageOptions) (Page, error) {
	var page Page
	if err := b.index.HasBucket(ctx, b.name); err != nil {
		return page, err
	}
	from, to := o.Prefix, successor(o.Prefix)
	if o.After >= from && o.After != "" {
		from = o.After + "\x00"
		if commonPrefix(o.After, o.Prefix, o.Delimiter) == o.After {
			// It is a common prefix that was given.
			if from = successor(o.After); from == "" {
				return page, nil
			}
		}
	}
	last := ""
	for {
		if to != "" && from >= to {
			return page, nil
		}
		left := o.Max - len(page.Objects) - len(page.Prefixes)
		entries, err := b.index.Entries(ctx, b.name, from, to, min(left+1, batch))
		if err != nil || len(entries) == 0 {
			return page, err
		}
		for _, e := range entries {
			if left == 0 {
				page.More, page.Next = o.Max > 0, last
				return page, nil
			}
			left--
			if p := commonPrefix(e.Key, o.Prefix, o.Delimiter); p != "" {
				page.Prefixes, last = append(page.Prefixes, p), p
				if from = successor(p); from == "" {
					return page, nil
				}
				break
			}
			page.Objects, last = append(page.Objects, e.Info), e.Key
			from = e.Key + "\x00"
		}
	}
}

// batch is how many entries are read at once.
const batch = 1000

// commonPrefix is the part of a key up to the first delimiter after prefix; empty where it has none.
func commonPrefix(key, prefix, delimiter string) string {
	rest, ok := strings.CutPrefix(key, prefix)
	if !ok || delimiter == "" {
		return ""
	}
	i := strings.Index(rest, delimiter)
	if i < 0 {
		return ""
	}
	return key[:len(prefix)+i+len(delimiter)]
}

// successor is the least text that is greater than all that begin with prefix; empty where there is none.
func successor(prefix string) string {
	for n := len(prefix); n > 0; n-- {
		if c := prefix[n-1]; c < 0xff {
			return prefix[:n-1] + string([]byte{c + 1})
		}
	}
	return ""
}
