// Package definition is what jobs, rules and dashboards have in common: each is a file of YAML, the user's or one that Tarn brings.
package definition

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/goccy/go-yaml"

	"tarn/internal/suggest"
)

// File is a file that defines something.
type File struct {
	Text []byte
	// Path is where it is from, for errors and for files beside it, which Read reads.
	Path string
	Read func(path string) ([]byte, error)
	// BuiltIn says that Tarn brings it.
	BuiltIn bool
}

// Decode reads the file's YAML.
func (f File) Decode(into any) error { return Decode(f.Text, f.Path, into) }

// Decode reads YAML of one document. A key that is not known is an error, which shows the place, and the key that may have been meant.
func Decode(text []byte, path string, into any) error {
	d := yaml.NewDecoder(bytes.NewReader(text), yaml.Strict())
	err := d.Decode(into)
	if err == nil || errors.Is(err, io.EOF) {
		if d.Decode(new(any)) != io.EOF {
			return fmt.Errorf("%s: there is a second document, after ---: give each a file of its own", path)
		}
		return nil
	}
	said := strings.TrimRight(yaml.FormatError(err, false, true), "\n")
	if unknown := (*yaml.UnknownFieldError)(nil); errors.As(err, &unknown) {
		if near := suggest.Names(unknown.Token.Value, keys(reflect.TypeOf(into), map[reflect.Type]bool{})); near != "" {
			first, place, _ := strings.Cut(said, "\n")
			said = first + "; " + near + "\n" + place
		}
	}
	return fmt.Errorf("%s: %s", path, said)
}

// keys are those of a type's fields, and of what it is made of.
func keys(t reflect.Type, seen map[reflect.Type]bool) (all []string) {
	if seen[t] {
		return nil
	}
	seen[t] = true
	switch t.Kind() {
	case reflect.Pointer, reflect.Slice, reflect.Array, reflect.Map:
		return keys(t.Elem(), seen)
	case reflect.Struct:
		for f := range t.Fields() {
			if key, _, _ := strings.Cut(f.Tag.Get("yaml"), ","); key != "" && key != "-" {
				all = append(all, key)
			}
			all = append(all, keys(f.Type, seen)...)
		}
	}
	return all
}

// SQL is a statement that stands in the file, or in one beside it.
func (f File) SQL(sql, beside string) (string, error) {
	if beside == "" {
		return sql, nil
	}
	if sql != "" {
		return "", fmt.Errorf("%s: sql and file exclude each other", f.Path)
	}
	text, err := f.Read(filepath.Join(filepath.Dir(f.Path), filepath.FromSlash(beside)))
	if err != nil {
		return "", fmt.Errorf("%s: %w", f.Path, err)
	}
	return string(text), nil
}

// Kind is a kind of things that files define.
type Kind[T any] struct {
	// What is one of them called, in errors.
	What string
	// BuiltIn has those that Tarn brings, as builtin/*.yaml.
	BuiltIn fs.ReadFileFS
	Parse   func(f File) (T, error)
	Name    func(T) string

	once   sync.Once
	own    []T
	faults []error
}

// Load reads the *.yaml of folders, which need not be there, and what Tarn brings: in the order of their names, with errors about files that
// could not be read. The user's one of a name counts, and of several of the user's the first.
func (k *Kind[T]) Load(folders ...string) (all []T, faults []error) {
	from := map[string]string{}
	for _, folder := range folders {
		paths, _ := filepath.Glob(filepath.Join(folder, "*.yaml"))
		slices.Sort(paths)
		for _, path := range paths {
			text, err := os.ReadFile(path)
			if err != nil {
				faults = append(faults, err)
				continue
			}
			x, err := k.Parse(File{Text: text, Path: path, Read: os.ReadFile})
			if err != nil {
				faults = append(faults, err)
			} else if old, ok := from[k.Name(x)]; ok {
				faults = append(faults, fmt.Errorf("%s: the %s %s is that of %s, too", path, k.What, k.Name(x), old))
			} else {
				all, from[k.Name(x)] = append(all, x), path
			}
		}
	}
	k.once.Do(k.bring)
	for _, x := range k.own {
		if _, ok := from[k.Name(x)]; !ok {
			all = append(all, x)
		}
	}
	slices.SortFunc(all, func(x, y T) int { return cmp.Compare(k.Name(x), k.Name(y)) })
	return all, append(faults, k.faults...)
}

// bring reads what Tarn brings, once: it does not change.
func (k *Kind[T]) bring() {
	paths, _ := fs.Glob(k.BuiltIn, "builtin/*.yaml")
	for _, path := range paths {
		text, err := k.BuiltIn.ReadFile(path)
		if err == nil {
			var x T
			if x, err = k.Parse(File{Text: text, Path: path, Read: k.BuiltIn.ReadFile, BuiltIn: true}); err == nil {
				k.own = append(k.own, x)
			}
		}
		if err != nil {
			k.faults = append(k.faults, err)
		}
	}
}

// Find gives one by its name, of those that Load gave. What is not there is notFound, and the error says why files could not be read.
func (k *Kind[T]) Find(all []T, faults []error, name string, notFound error) (T, error) {
	known := make([]string, len(all))
	for i, x := range all {
		if known[i] = k.Name(x); known[i] == name {
			return x, nil
		}
	}
	var none T
	err := fmt.Errorf("%w: %s; there are %s", notFound, name, strings.Join(known, ", "))
	return none, errors.Join(append([]error{err}, faults...)...)
}

// IsName reports whether a text is the name of something that a file defines, or of a parameter of it: small letters, digits and
// underscores, 128 at most, beginning with a letter.
func IsName(s string) bool { return name.MatchString(s) }

var name = regexp.MustCompile(`^[a-z][a-z0-9_]{0,127}$`)

// Duration is a time.Duration, written as 5m.
type Duration time.Duration

// UnmarshalText implements encoding.TextUnmarshaler.
func (d *Duration) UnmarshalText(text []byte) error {
	v, err := time.ParseDuration(string(text))
	if err != nil || v < 0 {
		return fmt.Errorf("%q is no duration, as in 30s, 5m or 1h", text)
	}
	*d = Duration(v)
	return nil
}

// MarshalText implements encoding.TextMarshaler.
func (d Duration) MarshalText() ([]byte, error) { return []byte(time.Duration(d).String()), nil }
