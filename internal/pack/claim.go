package pack

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/google/uuid"
	"golang.org/x/sys/unix"
)

// A claim, NUMBER-ID.claim, lists the sources that somebody is parsing into the pack of that name, and is locked as long as they
// are: two who want the same sources do not both parse them, and what a killed process had claimed is free.

const (
	// A pack is made of this many sources at most, and about this many bytes of them.
	claimSources = 5000
	claimBytes   = 128 << 20
)

type claim struct {
	sources []Source // none for a pack that others are merged into
	base    string   // the pack's path without its ending
	number  int64
	file    *os.File
}

func (c *claim) end() {
	if c.file != nil {
		os.Remove(c.base + claimSuffix)
		c.file.Close()
	}
}

// claim takes some of the sources that no pack holds and nobody else has claimed. Without any, missing counts those that others
// have claimed.
func (s *Store) claim(ctx context.Context, d Definition, sources []Source, share int64) (c *claim, missing int, err error) {
	dir := s.definition(d)
	unlock, err := s.claiming(ctx, dir)
	if err != nil {
		return nil, 0, err
	}
	defer unlock()
	// The claims first: one that ends after they were read has its manifest before that.
	claimed, last, err := s.claims(dir)
	if err != nil {
		return nil, 0, err
	}
	all, err := s.manifests(dir)
	if err != nil {
		return nil, 0, err
	}
	there := map[string]bool{}
	for _, m := range all {
		for _, p := range m.Sources {
			there[p.Key] = true
		}
	}
	c = &claim{number: last + 1}
	var bytes int64
	for _, source := range sources {
		key := source.key()
		switch {
		case there[key]:
		case claimed[key]:
			missing++
		case len(c.sources) < claimSources && (bytes < min(claimBytes, share) || len(c.sources) == 0):
			there[key] = true // it may be listed twice
			c.sources = append(c.sources, source)
			bytes += source.Size
		}
	}
	if c.sources == nil {
		return nil, missing, nil
	}
	return c, 0, c.begin(dir)
}

// claiming takes a definition's lock, and keeps its folder from being swept.
func (s *Store) claiming(ctx context.Context, dir string) (unlock func(), err error) {
	all, err := s.shared(ctx)
	if err != nil {
		return nil, err
	}
	one, err := lock(ctx, filepath.Join(dir, "lock"), unix.LOCK_EX)
	if err != nil {
		all.Close()
		return nil, err
	}
	return func() {
		one.Close()
		all.Close()
	}, nil
}

// claimNone claims a number for a pack of sources that are in others.
func (s *Store) claimNone(ctx context.Context, d Definition) (*claim, error) {
	dir := s.definition(d)
	unlock, err := s.claiming(ctx, dir)
	if err != nil {
		return nil, err
	}
	defer unlock()
	_, last, err := s.claims(dir)
	if err != nil {
		return nil, err
	}
	c := &claim{number: last + 1}
	return c, c.begin(dir)
}

// begin writes the claim, and locks it. The caller holds the definition's lock.
func (c *claim) begin(dir string) (err error) {
	c.base = filepath.Join(dir, fmt.Sprintf("%d-%s", c.number, uuid.NewString()))
	if c.file, err = os.OpenFile(c.base+claimSuffix, os.O_RDWR|os.O_CREATE|os.O_EXCL, 0o600); err != nil {
		return err
	}
	var text strings.Builder
	for _, source := range c.sources {
		text.WriteString(source.key() + "\n")
	}
	if err = unix.Flock(int(c.file.Fd()), unix.LOCK_EX|unix.LOCK_NB); err == nil {
		_, err = c.file.WriteString(text.String())
	}
	if err != nil {
		c.end()
	}
	return err
}

// claims lists the sources that are claimed, and the greatest number so far. What processes that are gone have left is removed.
// The caller holds the definition's lock.
func (s *Store) claims(dir string) (claimed map[string]bool, last int64, err error) {
	claimed = map[string]bool{}
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil, 0, err
	}
	alive := map[string]bool{}
	for _, e := range entries {
		n, ok := number(e.Name())
		if !ok {
			continue
		}
		last = max(last, n)
		name, isClaim := strings.CutSuffix(e.Name(), claimSuffix)
		if !isClaim {
			continue
		}
		text, held, err := readClaim(filepath.Join(dir, e.Name()))
		if err != nil {
			return nil, 0, err
		}
		if !held {
			continue
		}
		alive[name] = true
		for key := range strings.SplitSeq(text, "\n") {
			claimed[key] = true
		}
	}
	for _, e := range entries {
		base, _, _ := strings.Cut(e.Name(), ".")
		if _, ok := number(e.Name()); !ok || alive[base] || strings.HasSuffix(e.Name(), manifestSuffix) {
			continue
		}
		// Who has ended a claim has written the manifest before.
		if _, err := os.Stat(filepath.Join(dir, base+manifestSuffix)); errors.Is(err, fs.ErrNotExist) || strings.HasSuffix(e.Name(), claimSuffix) {
			os.Remove(filepath.Join(dir, e.Name()))
		}
	}
	return claimed, last, nil
}

// readClaim reads a claim, and tells whether it is held.
func readClaim(path string) (text string, held bool, err error) {
	f, err := os.Open(path)
	if errors.Is(err, os.ErrNotExist) {
		return "", false, nil // it has just ended
	}
	if err != nil {
		return "", false, err
	}
	defer f.Close()
	if unix.Flock(int(f.Fd()), unix.LOCK_EX|unix.LOCK_NB) == nil {
		return "", false, nil
	}
	b, err := io.ReadAll(f) // by its name it may be gone by now
	return string(b), true, err
}
