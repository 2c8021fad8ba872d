package source

import (
	"context"
	"path"
	"slices"
	"strings"

	"golang.org/x/sync/errgroup"

	"tarn/internal/blob"
)

// node is a common prefix of keys. The tree of nodes goes down to the accounts' regions and no further.
type node struct {
	prefix string
	shape  shape
	// base is what the day follows in the keys of a series: for a walk that begins below it, shorter than prefix.
	base string
	// hive says that the days are in Hive's form.
	hive bool
	// loose says that there are objects right below prefix.
	loose    bool
	children []*node
}

type shape uint8

const (
	// level: to be looked into, folder by folder.
	level shape = iota
	// series: days follow, as under CloudTrail/us-east-1/.
	series
	// heap: of no known layout; to be listed as it is.
	heap
	// unwanted by the plan.
	unwanted
)

// The search for AWSLogs, and for folders of years, looks into this many folders of no known layout, this deep, and not into
// folders with more than this many below. What lies further off is a heap, which is listed just the same, though not by day.
const (
	maxLevels   = 100
	maxDepth    = 6
	maxChildren = 200
)

// parallel is how many listings run at the same time.
const parallel = 8

// tree looks into the levels below root.
func (w *walk) tree(ctx context.Context, root string) (*node, error) {
	top := w.node(root)
	unknown := 0
	var frontier []*node
	if top.shape == level {
		frontier = append(frontier, top)
	}
	for depth := 0; len(frontier) > 0; depth++ {
		g, gctx := errgroup.WithContext(ctx)
		g.SetLimit(parallel)
		for _, n := range frontier {
			if !known(n.prefix) {
				if unknown++; depth > maxDepth || unknown > maxLevels {
					n.shape = heap
					continue
				}
			}
			g.Go(func() error { return w.look(gctx, n) })
		}
		if err := g.Wait(); err != nil {
			return nil, err
		}
		var next []*node
		for _, n := range frontier {
			for _, c := range n.children {
				if c.shape == level {
					next = append(next, c)
				}
			}
		}
		frontier = next
	}
	return top, nil
}

// node tells a prefix's shape as far as its own text does.
func (w *walk) node(prefix string) *node {
	n := &node{prefix: prefix, base: prefix}
	at := Parse(prefix)
	parts := strings.Split(strings.TrimSuffix(prefix, "/"), "/")
	year := slices.IndexFunc(parts, isYear)
	switch {
	case !w.plan.wants(at):
		n.shape = unwanted
	case at.Region != "":
		n.hive = strings.Contains(prefix, "/aws-region="+at.Region+"/")
		end := behindRegion(prefix, at.Region)
		if at.Kind == "WAFLogs" { // the web ACL comes before the days
			acl := strings.IndexByte(prefix[end:], '/')
			if acl < 0 {
				break
			}
			end += acl + 1
		}
		n.shape, n.base = series, prefix[:end]
	case year > 0 && !slices.ContainsFunc(parts[year+1:], func(s string) bool { return len(s) != 2 || !digits(s) }):
		n.shape = series
		n.base = strings.Join(parts[:year], "/") + "/"
	}
	return n
}

// behindRegion is where a region's folder ends. Folders above AWSLogs, and below the region's, may have the name of one, too.
func behindRegion(prefix, region string) int {
	from := strings.LastIndex(prefix, "AWSLogs/")
	if from < 0 {
		end := "/" + region + "/"
		return strings.LastIndex(prefix, end) + len(end)
	}
	for part := range strings.SplitSeq(prefix[from:], "/") {
		from += len(part) + 1
		if strings.TrimPrefix(part, "aws-region=") == region {
			break
		}
	}
	return min(from, len(prefix))
}

// day is where a day's keys begin.
func (n *node) day(d Day) string {
	if !n.hive {
		return n.base + d.path()
	}
	year, rest, _ := strings.Cut(string(d), "-")
	month, day, _ := strings.Cut(rest, "-")
	return n.base + "year=" + year + "/month=" + month + "/day=" + day
}

// known reports whether a prefix is a level of AWSLogs, whose folders are the organisation, the accounts, kinds and regions.
func known(prefix string) bool {
	parts := bare(strings.Split(strings.TrimSuffix(prefix, "/"), "/"))
	n := len(parts)
	return underAWSLogs(parts) || isAccount(parts[n-1]) && underAWSLogs(parts[:n-1]) ||
		n > 1 && isAccount(parts[n-2]) && underAWSLogs(parts[:n-2])
}

// look lists the folders of a level.
func (w *walk) look(ctx context.Context, n *node) error {
	for e, err := range w.bucket.List(ctx, blob.ListOptions{Prefix: n.prefix, Folders: true}) {
		switch {
		case err != nil:
			return err
		case !e.Prefix:
			n.loose = true
			continue
		}
		if isYear(path.Base(e.Key)) {
			n.shape, n.children = series, nil
			return nil
		}
		if n.children = append(n.children, w.node(e.Key)); len(n.children) > maxChildren && !known(n.prefix) &&
			!slices.ContainsFunc(n.children, func(c *node) bool { return known(c.prefix) }) {
			n.shape, n.children = heap, nil
			return nil
		}
	}
	return nil
}

// all gives the nodes of a shape, in key order.
func (n *node) all(s shape) (nodes []*node) {
	if n.shape == s {
		nodes = append(nodes, n)
	}
	for _, c := range n.children {
		nodes = append(nodes, c.all(s)...)
	}
	return nodes
}

func (n *node) child(prefix string) *node {
	i := slices.IndexFunc(n.children, func(c *node) bool { return c.prefix == prefix })
	if i < 0 {
		return nil
	}
	return n.children[i]
}
