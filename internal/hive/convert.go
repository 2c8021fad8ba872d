package hive

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"path"
	"slices"
	"strings"

	"github.com/dustin/go-humanize"
	"golang.org/x/sys/unix"

	"tarn/internal/blob"
	"tarn/internal/catalog"
	"tarn/internal/engine"
	"tarn/internal/objects"
	"tarn/internal/pack"
	"tarn/internal/schema"
	"tarn/internal/serde"
)

// raw are the files of a plan that one definition reads.
type raw struct {
	definition pack.Definition
	format     *serde.Format
	sources    []pack.Source
	from       []origin
	// uses has, for each source, the values of the constants in each partition that has it.
	uses  [][][]*string
	index map[string]int
}

type origin struct {
	site site
	file stored
}

func (r *raw) add(s site, f stored, values []*string) {
	i, ok := r.index[f.uri]
	if !ok {
		i = len(r.sources)
		r.index[f.uri] = i
		r.sources = append(r.sources, source(f))
		r.from = append(r.from, origin{s, f})
		r.uses = append(r.uses, nil)
	}
	r.uses[i] = append(r.uses[i], values)
}

func source(f stored) pack.Source {
	return pack.Source{URI: f.uri, ETag: f.etag, Size: f.size, Modified: f.modified}
}

// layout grows when packs of the same rows are written in another way.
const layout = 2

// definition gives the definition that files of a form are read by. The columns are the table's, whichever a partition has.
func (l *lister) definition(s catalog.Storage) (*raw, error) {
	t := serde.Table{SerDe: s.SerDe.Library, InputFormat: s.InputFormat, Properties: s.SerDe.Parameters, Parameters: readBy(l.table.Parameters)}
	columns := make([]string, 0, len(l.table.Storage.Columns))
	var packed []pack.Column
	for _, c := range l.table.Storage.Columns {
		typ, err := schema.ParseHive(c.Type)
		if err != nil {
			return nil, err
		}
		columns = append(columns, c.Name+" "+typ.String())
		t.Columns = append(t.Columns, serde.Column{Name: c.Name, Type: typ})
		packed = append(packed, pack.Column{Name: c.Name, Type: typ})
	}
	text, err := json.Marshal([]any{layout, serde.Version, t.SerDe, t.InputFormat, t.Properties, t.Parameters, columns})
	if err != nil {
		return nil, err
	}
	sum := sha256.Sum256(text)
	name := hex.EncodeToString(sum[:16])
	if r := l.raw[name]; r != nil {
		return r, nil
	}
	format, err := serde.New(t)
	if err != nil {
		return nil, definitionError(l.table, err)
	}
	l.raw[name] = &raw{definition: pack.Definition{Name: name, Columns: packed}, format: format, index: map[string]int{}}
	return l.raw[name], nil
}

// readBy are the parameters of a table that may change what its files mean.
func readBy(parameters map[string]string) map[string]string {
	out := maps.Clone(parameters)
	if out == nil {
		out = map[string]string{}
	}
	maps.DeleteFunc(out, func(name, _ string) bool {
		switch {
		case strings.HasPrefix(name, "projection."), slices.Contains(asides, name):
			return true
		}
		return false
	})
	return out
}

var asides = []string{
	catalog.LocationTemplate, "transient_lastDdlTime", "last_modified_time", "last_modified_by", "EXTERNAL", "has_encrypted_data", "comment", "classification", "numFiles", "numRows", "totalSize",
	"rawDataSize", "averageRecordSize", "objectCount", "recordCount", "sizeKey", "typeOfData", "compressionType", "CrawlerSchemaDeserializerVersion", "CrawlerSchemaSerializerVersion",
	"UPDATED_BY_CRAWLER", "partition_filtering.enabled",
}

func definitionError(t catalog.Table, err error) error {
	var e *serde.Error
	if errors.As(err, &e) {
		return userError(e.Code, fmt.Sprintf("table %s.%s: %s", t.Database, t.Name, e.Message))
	}
	return err
}

// ready parses what has to be, and makes the set of what was listed.
func (l *lister) ready(ctx context.Context, t catalog.Table) (*engine.FileSet, error) {
	set := l.set
	var holds []*pack.Held
	set.Release = func() {
		for _, h := range holds {
			h.Release()
		}
	}
	for _, name := range slices.Sorted(maps.Keys(l.raw)) {
		held, err := l.convert(ctx, l.raw[name])
		if err != nil {
			set.Release()
			return nil, brought(ctx, t, err, l.tables.Packs.Limit)
		}
		holds = append(holds, held)
	}
	if len(l.away.sources) > 0 {
		held, err := l.fetch(ctx)
		if err != nil {
			set.Release()
			return nil, brought(ctx, t, err, l.tables.Packs.Limit)
		}
		holds = append(holds, held)
	}
	if err := l.kept(ctx); err != nil {
		set.Release()
		return nil, err
	}
	return set, nil
}

// kept fails where a file that was converted or copied before may not be read.
func (l *lister) kept(ctx context.Context) error {
	if err := l.tables.audited().refresh(); err != nil {
		return err
	}
	files := slices.Clip(l.away.from)
	for _, r := range l.raw {
		files = append(files, r.from...)
	}
	for _, o := range files {
		if err := o.site.kept(ctx, o.file); err != nil {
			return err
		}
	}
	return nil
}

// convert brings the packs of the files of a definition into the set.
func (l *lister) convert(ctx context.Context, r *raw) (*pack.Held, error) {
	bySource := make(map[string]int, len(r.sources))
	for i, s := range r.sources {
		bySource[s.URI] = i
	}
	parse := func(ctx context.Context, s pack.Source, yield func([]any) error) error {
		o := r.from[bySource[s.URI]]
		return parse(ctx, r.format, o.site, o.file, yield)
	}
	held, err := l.tables.Packs.Bring(ctx, r.definition, r.sources, parse, told(ctx, "converting"))
	if err != nil {
		return nil, err
	}
	l.set.Converted += held.Parsed
	l.set.ConvertedBytes += held.ParsedBytes
	for _, p := range held.Packs {
		one := &engine.Pack{Group: r.definition.Name, Column: pack.SourceColumn, Whole: p.Whole}
		rows := int64(0)
		for _, part := range p.Parts {
			rows += part.Rows
			if part.Rows == 0 {
				continue
			}
			for _, values := range r.uses[part.Source] {
				one.Parts = append(one.Parts, engine.Part{ID: part.ID, Values: values})
			}
		}
		if rows > 0 {
			l.add(p.Path, "converted from "+r.sources[p.Parts[0].Source].URI, nil)
			l.set.Found.Packs[len(l.set.Paths)-1] = one
		}
	}
	return held, nil
}

// told tells the statement's watcher how far it is.
func told(ctx context.Context, doing string) func(pack.Progress) {
	return func(p pack.Progress) {
		engine.Tell(ctx, engine.Progress{Fraction: float64(p.Done) / float64(max(p.Total, 1)),
			Doing: fmt.Sprintf("%s %d of %d files, %s", doing, p.Done, p.Total, humanize.Bytes(uint64(p.Bytes)))})
	}
}

// parse reads a file's rows. What reading fails with is told from what parsing does.
func parse(ctx context.Context, format *serde.Format, s site, f stored, yield func([]any) error) error {
	in, err := s.open(ctx, f)
	if err != nil {
		return err
	}
	defer in.Close()
	r := &reader{ctx: ctx, r: in}
	err = format.Read(r, f.uri, yield)
	switch {
	case r.failed != nil && (errors.Is(r.failed, blob.ErrChanged) || errors.Is(r.failed, objects.ErrChanged)):
		return fmt.Errorf("%w: %s", errChanged, f.uri)
	case r.failed != nil && errors.Is(r.failed, context.Cause(ctx)):
		return r.failed
	case r.failed != nil:
		return unreadable(f.uri, r.failed)
	}
	var e *serde.Error
	if errors.As(err, &e) {
		// The SerDe knows the file's name, and the address is wanted.
		where := f.uri + strings.TrimPrefix(e.Where, path.Base(f.uri))
		return &engine.Error{Code: e.Code, Message: fmt.Sprintf("%s (%s)", e.Message, where), Err: err}
	}
	return err
}

// reader keeps the error that reading ended with, and ends with its context.
type reader struct {
	ctx    context.Context
	r      io.Reader
	failed error
}

func (r *reader) Read(p []byte) (int, error) {
	if err := context.Cause(r.ctx); err != nil {
		r.failed = err
		return 0, err
	}
	n, err := r.r.Read(p)
	if err != nil && err != io.EOF {
		r.failed = err
	}
	return n, err
}

// brought words what keeps rows from being kept.
func brought(ctx context.Context, t catalog.Table, err error, limit int64) error {
	switch {
	case errors.Is(err, errChanged), context.Cause(ctx) != nil:
		return err
	case errors.Is(err, pack.ErrLimit):
		return userError("GENERIC_INSUFFICIENT_RESOURCES", fmt.Sprintf("the files of table %s.%s that the statement reads take more than %s as Parquet: raise converted.limit in tarn.yaml, or ask for fewer partitions", t.Database, t.Name, humanize.Bytes(uint64(limit))))
	case errors.Is(err, unix.ENOSPC), errors.Is(err, unix.EDQUOT):
		return userError("GENERIC_INSUFFICIENT_RESOURCES", fmt.Sprintf("the disk of the data directory is full: the files of table %s.%s cannot be converted; free some space, or set a lower converted.limit in tarn.yaml", t.Database, t.Name))
	}
	return err
}
