package pack

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"tarn/internal/disk"
)

// A pack is NUMBER-ID.parquet with NUMBER-ID.json beside it, the manifest, which comes last: a pack without one is not there.
// Both never change. Numbers grow, so that the IDs of rows' sources are of one pack only.
const (
	packSuffix     = ".parquet"
	manifestSuffix = ".json"
	claimSuffix    = ".claim"
	partSuffix     = ".part"
)

// manifest says which sources a pack holds.
type manifest struct {
	Rows  int64 `json:"rows"`
	Bytes int64 `json:"bytes"`
	// Stray says that the pack has rows that are of none of the sources: a source that could not be read to its end.
	Stray   bool     `json:"stray,omitempty"`
	Sources []packed `json:"sources"`

	path string // of the Parquet file
}

// packed is a source in a pack.
type packed struct {
	Key  string `json:"key"`
	ID   int64  `json:"id"`
	Rows int64  `json:"rows"`
}

// number is that of a file of a definition's folder.
func number(name string) (int64, bool) {
	text, _, ok := strings.Cut(name, "-")
	n, err := strconv.ParseInt(text, 10, 64)
	return n, ok && err == nil && n > 0
}

// manifests reads what the packs of a definition hold, by their numbers. A damaged one is as one that is not there.
func (s *Store) manifests(dir string) ([]*manifest, error) {
	entries, err := os.ReadDir(dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	var out []*manifest
	for _, e := range entries {
		name, ok := strings.CutSuffix(e.Name(), manifestSuffix)
		if _, numbered := number(name); !ok || !numbered {
			continue
		}
		m, err := s.manifest(filepath.Join(dir, name))
		if err != nil {
			continue
		}
		out = append(out, m)
	}
	slices.SortFunc(out, byNumber)
	return out, nil
}

func byNumber(a, b *manifest) int {
	x, _ := number(filepath.Base(a.path))
	y, _ := number(filepath.Base(b.path))
	return cmp.Compare(x, y)
}

// base is the path of a pack's files without their endings.
func (m *manifest) base() string { return strings.TrimSuffix(m.path, packSuffix) }

// manifest reads a pack's, once.
func (s *Store) manifest(base string) (*manifest, error) {
	s.mu.Lock()
	m := s.listed[base]
	s.mu.Unlock()
	if m == nil {
		text, err := os.ReadFile(base + manifestSuffix)
		if err != nil {
			return nil, err
		}
		m = &manifest{path: base + packSuffix}
		if err := json.Unmarshal(text, m); err != nil {
			return nil, fmt.Errorf("%s: %w", base+manifestSuffix, err)
		}
		s.mu.Lock()
		if s.listed == nil {
			s.listed = map[string]*manifest{}
		}
		s.listed[base] = m
		s.mu.Unlock()
	}
	if m.Rows == 0 {
		return m, nil // it has no file
	}
	info, err := os.Stat(m.path)
	if err != nil {
		return nil, err
	}
	if info.Size() != m.Bytes {
		return nil, fmt.Errorf("%s has %d bytes, not %d", m.path, info.Size(), m.Bytes)
	}
	return m, nil
}

func (m *manifest) write() error {
	text, err := json.Marshal(m)
	if err != nil {
		return err
	}
	return disk.WriteFile(m.base()+manifestSuffix, text)
}

// forget lets go of what is remembered of packs that are gone.
func (s *Store) forget(path string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.listed, strings.TrimSuffix(path, packSuffix))
}
