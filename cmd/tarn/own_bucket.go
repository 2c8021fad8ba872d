package main

import (
	"cmp"
	"context"
	"fmt"
	"iter"
	"slices"

	"tarn/internal/blob"
	"tarn/internal/objects"
)

// ownBucket shows a bucket of Tarn's own to what reads logs.
type ownBucket struct {
	objects.Bucket
	name string
}

var _ blob.Bucket = (*ownBucket)(nil)

func (b *ownBucket) object(i objects.Info) blob.Object {
	return blob.Object{URI: b.URI(i.Key), Key: i.Key, Size: i.Size, ModTime: i.Modified, ETag: i.ETag}
}

// listPage is how many entries are asked for at once.
const listPage = 1000

// List implements blob.Bucket.
func (b *ownBucket) List(ctx context.Context, o blob.ListOptions) iter.Seq2[blob.Entry, error] {
	return func(yield func(blob.Entry, error) bool) {
		ask := objects.PageOptions{Prefix: o.Prefix, After: o.StartAfter, Max: listPage}
		if o.Folders {
			ask.Delimiter = "/"
		}
		for given := 0; ; {
			page, err := b.Page(ctx, ask)
			if err != nil {
				yield(blob.Entry{}, err)
				return
			}
			var entries []blob.Entry
			for _, i := range page.Objects {
				entries = append(entries, blob.Entry{Object: b.object(i)})
			}
			for _, p := range page.Prefixes {
				entries = append(entries, blob.Entry{Object: blob.Object{URI: b.URI(p), Key: p}, Prefix: true})
			}
			slices.SortFunc(entries, func(x, y blob.Entry) int { return cmp.Compare(x.Key, y.Key) })
			for _, e := range entries {
				if !yield(e, nil) {
					return
				}
				if given++; given == o.Limit {
					return
				}
			}
			if !page.More {
				return
			}
			ask.After = page.Next
		}
	}
}

// Open implements blob.Bucket.
func (b *ownBucket) Open(ctx context.Context, o blob.Object) (*blob.Body, error) {
	content, info, err := b.Get(ctx, o.Key, 0, -1)
	if err != nil {
		return nil, err
	}
	if o.ETag != "" && info.ETag != o.ETag {
		content.Close()
		return nil, fmt.Errorf("%w: %s", blob.ErrChanged, o.URI)
	}
	return blob.NewBody(b.object(info), info.Metadata, content), nil
}

// Head implements blob.Bucket.
func (b *ownBucket) Head(ctx context.Context, key string) (blob.Object, map[string]string, error) {
	info, err := b.Bucket.Head(ctx, key)
	return b.object(info), info.Metadata, err
}

// URI implements blob.Bucket.
func (b *ownBucket) URI(key string) string { return "s3://" + b.name + "/" + key }

// Requests implements blob.Bucket. They cost nothing.
func (b *ownBucket) Requests() blob.Requests { return blob.Requests{} }
