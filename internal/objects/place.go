package objects

import (
	"fmt"
	"slices"
	"strings"

	"tarn/internal/auth"
)

// Action is what a request does with a place.
type Action string

// The actions.
const (
	Read  Action = "read"
	Write Action = "write"
)

// Place is a prefix that roles may name in requests.
type Place struct {
	// Prefix is s3://bucket/prefix: the whole bucket, an object, or all that is under a folder. s3:// alone stands for all
	// buckets of Tarn's own.
	Prefix string
	Roles  []auth.Role
	// ReadOnly allows reading only.
	ReadOnly bool
}

// Check checks a place.
func (p Place) Check() error {
	if _, _, ok := Split(p.Prefix); !ok && p.Prefix != "s3://" {
		return fmt.Errorf("place %q: give s3://bucket or s3://bucket/prefix, or s3:// for all buckets of Tarn's own", p.Prefix)
	}
	if len(p.Roles) == 0 {
		return fmt.Errorf("place %s has no roles; choose of %s", p.Prefix, strings.Join(auth.Roles, ", "))
	}
	for _, r := range p.Roles {
		if !slices.Contains(auth.Roles, string(r)) {
			return fmt.Errorf("place %s: there is no role %q; choose of %s", p.Prefix, r, strings.Join(auth.Roles, ", "))
		}
	}
	return nil
}

// Allowed reports whether a key may read or write what a request names: an object, or a prefix for all that is under it. The
// error is of the kind ErrForbidden. A key without a role is the owner at the command line, who may all.
func (s *Buckets) Allowed(k auth.Key, action Action, uri string) error {
	bucket, _, ok := Split(uri)
	if !ok {
		return fmt.Errorf("%w: %q is no place; give s3://bucket/prefix", ErrForbidden, uri)
	}
	if k.Role == "" {
		return nil
	}
	listed := false
	for _, p := range s.Places {
		if !slices.Contains(p.Roles, k.Role) {
			continue
		}
		listed = true
		if (action == Read || !p.ReadOnly) && s.covers(p, bucket, uri) {
			return nil
		}
	}
	if !listed && s.Own(bucket) && (k.Role == auth.Admin || k.Role == auth.Analyst) {
		return nil
	}
	return fmt.Errorf("%w: role %s may not %s %s; places in tarn.yaml lists what a role may", ErrForbidden, k.Role, action, uri)
}

// Named is Allowed for a place that becomes a table's or a database's. What lies there is read as the table's rows whoever wrote
// it, so a key that is limited names only what tarn.yaml lists for its role.
func (s *Buckets) Named(k auth.Key, action Action, uri string) error {
	if err := s.Allowed(k, action, uri); err != nil || !k.Limited() {
		return err
	}
	bucket, _, _ := Split(uri)
	for _, p := range s.Places {
		if slices.Contains(p.Roles, k.Role) && p.Prefix != "s3://" && (action == Read || !p.ReadOnly) && s.covers(p, bucket, uri) {
			return nil
		}
	}
	return fmt.Errorf("%w: a key that is limited may not name %s as the place of a table; places in tarn.yaml lists what its role may", ErrForbidden, uri)
}

// AllowedUnder is Allowed for all keys that begin with prefix, which need not end at a slash.
func (s *Buckets) AllowedUnder(k auth.Key, action Action, bucket, prefix string) error {
	err := s.Allowed(k, action, "s3://"+bucket+"/"+prefix+"x")
	if err != nil {
		return fmt.Errorf("%w: role %s may not %s all of s3://%s/%s; places in tarn.yaml lists what a role may", ErrForbidden, k.Role, action, bucket, prefix)
	}
	return nil
}

// Sees reports whether a key may know that a bucket is there: it may read something of it.
func (s *Buckets) Sees(k auth.Key, bucket string) bool {
	uri := "s3://" + bucket
	if s.Allowed(k, Read, uri) == nil {
		return true
	}
	return slices.ContainsFunc(s.Places, func(p Place) bool {
		return slices.Contains(p.Roles, k.Role) && strings.HasPrefix(p.Prefix, uri+"/")
	})
}

// Reaches reports whether a key may read and replace an object in a place that its role may name: one that is limited to stores
// or databases may what was written for it, since results of others' statements are objects, too.
func Reaches(k auth.Key, o Info) bool {
	return (!k.Limited() || o.Writer == k.ID) && !Secret(k, o)
}

// Secret reports whether an object has what the record of calls says, and a key may not read that. Its own results it may.
func Secret(k auth.Key, o Info) bool {
	return o.Audit && o.Writer != k.ID && !k.MayRead(auth.AuditStore)
}

// covers reports whether a place has all of uri. A prefix ends at a slash: s3://b/team is not s3://b/teammates.
func (s *Buckets) covers(p Place, bucket, uri string) bool {
	if p.Prefix == "s3://" {
		return s.Own(bucket)
	}
	prefix := strings.TrimSuffix(p.Prefix, "/")
	return uri == prefix || strings.HasPrefix(uri, prefix+"/")
}
