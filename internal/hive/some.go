package hive

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"hash"

	"tarn/internal/catalog"
	"tarn/internal/schema"
	"tarn/internal/serde"
)

// Part is a partition of a table of files as it is at a moment; a table without partition keys is one, without a name.
type Part struct {
	// Name is what Hive calls it: year=2024/month=05.
	Name  string
	Files int
	// Digest is another one where the partition's rows may be others: it tells the files, and how they are read.
	Digest string
}

// Some is the origin of a relation of those partitions of a table that are named. Where has the conditions by which they were found.
type Some struct {
	Table catalog.Table
	Names map[string]bool
	Where []schema.Predicate
}

// Parts lists the partitions that may have rows which meet every predicate, and counts all of them. ctx is as Plan's.
func (h *Tables) Parts(ctx context.Context, rel *schema.Relation, where []schema.Predicate) (parts []Part, total int, err error) {
	t, ok := rel.Origin.(catalog.Table)
	if !ok {
		return nil, 0, fmt.Errorf("there is no table %s", rel.Source)
	}
	before, err := h.Data.Changes(ctx)
	if err != nil {
		return nil, 0, err
	}
	for range looks {
		if parts, total, err = h.digests(ctx, t, rel, where); err != nil {
			return nil, 0, err
		}
		after, err := h.Data.Changes(ctx)
		if err != nil || after == before {
			return parts, total, err
		}
		before = after
	}
	return nil, 0, userError("GENERIC_EXTERNAL", fmt.Sprintf("table %s.%s is written to without a pause: its files could not be listed as of one moment; ask again", t.Database, t.Name))
}

func (h *Tables) digests(ctx context.Context, t catalog.Table, rel *schema.Relation, where []schema.Predicate) ([]Part, int, error) {
	pending, err := h.pending(ctx)
	if err != nil {
		return nil, 0, err
	}
	found, total, err := h.parts(ctx, t, rel, where)
	if err != nil {
		return nil, 0, err
	}
	parts := make([]Part, len(found))
	for i, p := range found {
		if err := h.mayRead(ctx, t, p.location); err != nil {
			return nil, 0, err
		}
		digest := sha256.New()
		text, err := json.Marshal([]any{layout, serde.Version, p.storage.SerDe.Library, p.storage.InputFormat, p.storage.SerDe.Parameters, readBy(t.Parameters), t.Storage.Columns, t.PartitionKeys, p.values})
		if err != nil {
			return nil, 0, err
		}
		digest.Write(text)
		parts[i].Name = p.name
		if parts[i].Files, err = h.digest(ctx, p, pending, digest); err != nil {
			return nil, 0, err
		}
		parts[i].Digest = hex.EncodeToString(digest.Sum(nil))
	}
	return parts, total, nil
}

// digest adds a partition's files to a digest, and counts them.
func (h *Tables) digest(ctx context.Context, p part, pending map[string]bool, digest hash.Hash) (files int, err error) {
	place, err := h.open(ctx, p.location)
	if err != nil || place == nil {
		return 0, err
	}
	err = place.list(ctx, func(f stored) error {
		if f.size > 0 && !hidden(f.relative) && !pending[f.uri] {
			files++
			fmt.Fprintf(digest, "%q %q %d %d\n", f.uri, f.etag, f.size, f.modified.UnixNano())
		}
		return ctx.Err()
	})
	return files, err
}

// pending are the files of statements that have not ended.
func (h *Tables) pending(ctx context.Context) (map[string]bool, error) {
	writes, err := h.Data.Writes(ctx)
	if err != nil {
		return nil, err
	}
	pending := map[string]bool{}
	for _, w := range writes {
		for _, f := range w.Files {
			pending[f] = true
		}
	}
	return pending, nil
}
