package hive

import (
	"context"
	"io"

	"tarn/internal/pack"
)

// away are Parquet files of a plan that are not on this machine: the engine reads copies.
type away struct {
	sources []pack.Source
	from    []origin
	uses    [][][]*string
	index   map[string]int
}

func (a *away) add(s site, f stored, values []*string) {
	i, ok := a.index[f.uri]
	if !ok {
		if a.index == nil {
			a.index = map[string]int{}
		}
		i = len(a.sources)
		a.index[f.uri] = i
		a.sources = append(a.sources, source(f))
		a.from = append(a.from, origin{s, f})
		a.uses = append(a.uses, nil)
	}
	a.uses[i] = append(a.uses[i], values)
}

// fetch brings copies into the set.
func (l *lister) fetch(ctx context.Context) (*pack.Held, error) {
	held, err := l.tables.Packs.Copy(ctx, l.away.sources, func(ctx context.Context, i int, to io.Writer) error {
		o := l.away.from[i]
		in, err := o.site.open(ctx, o.file)
		if err != nil {
			return err
		}
		defer in.Close()
		if _, err := io.Copy(to, &reader{ctx: ctx, r: in}); err != nil {
			return unreadable(o.file.uri, err)
		}
		return nil
	}, told(ctx, "fetching"))
	if err != nil {
		return nil, err
	}
	l.set.Fetched, l.set.FetchedBytes = held.Parsed, held.ParsedBytes
	for i, p := range held.Packs {
		for _, values := range l.away.uses[i] {
			l.add(p.Path, l.away.sources[i].URI, values)
		}
	}
	return held, nil
}
