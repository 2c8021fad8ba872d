package objects_test

import (
	"errors"
	"testing"

	"tarn/internal/auth"
	"tarn/internal/blob"
	"tarn/internal/objects"
)

func TestWhichPlacesARoleMayName(t *testing.T) {
	real := map[string]blob.S3Options{"corp": {}}
	plain := &objects.Buckets{S3: real}
	listed := &objects.Buckets{S3: real, Places: []objects.Place{
		{Prefix: "s3://corp/team", Roles: []auth.Role{auth.Analyst, auth.Admin}},
		{Prefix: "s3://corp/shared/", Roles: []auth.Role{auth.Analyst}, ReadOnly: true},
		{Prefix: "s3://", Roles: []auth.Role{auth.Admin}},
		{Prefix: "s3://audit-copies", Roles: []auth.Role{auth.Auditor}},
	}}
	for _, c := range []struct {
		buckets *objects.Buckets
		role    auth.Role
		action  objects.Action
		uri     string
		want    bool
	}{
		{plain, auth.Admin, objects.Write, "s3://own/x", true},
		{plain, auth.Analyst, objects.Write, "s3://own", true},
		{plain, auth.Auditor, objects.Read, "s3://own/x", false},
		{plain, auth.Ingest, objects.Read, "s3://own/x", false},
		{plain, auth.Admin, objects.Read, "s3://corp/x", false},
		{plain, "", objects.Write, "s3://corp/x", true},
		{plain, auth.Admin, objects.Read, "/etc/passwd", false},
		{plain, auth.Admin, objects.Read, "s3://../x", false},
		{plain, auth.Admin, objects.Read, "s3:///x", false},
		{listed, auth.Analyst, objects.Write, "s3://corp/team/x", true},
		{listed, auth.Analyst, objects.Write, "s3://corp/team", true},
		{listed, auth.Analyst, objects.Read, "s3://corp/teammates/x", false},
		{listed, auth.Analyst, objects.Read, "s3://corp/shared/x", true},
		{listed, auth.Analyst, objects.Write, "s3://corp/shared/x", false},
		{listed, auth.Analyst, objects.Read, "s3://corp/", false},
		{listed, auth.Analyst, objects.Read, "s3://own/x", false},
		{listed, auth.Admin, objects.Read, "s3://own/x", true},
		{listed, auth.Admin, objects.Read, "s3://corp/x", false},
		{listed, auth.Auditor, objects.Read, "s3://audit-copies/x", true},
		{listed, auth.Auditor, objects.Read, "s3://audit-copies-2/x", false},
		{listed, auth.Ingest, objects.Read, "s3://own/x", false},
	} {
		err := c.buckets.Allowed(auth.Key{Role: c.role}, c.action, c.uri)
		if (err == nil) != c.want || err != nil && !errors.Is(err, objects.ErrForbidden) {
			t.Errorf("role %q, %s of %s: %v, want %v", c.role, c.action, c.uri, err, c.want)
		}
	}
	team := auth.Key{Role: auth.Analyst}
	for prefix, want := range map[string]bool{"team/": true, "team/a": true, "team": false, "": false, "teammates/": false} {
		if err := listed.AllowedUnder(team, objects.Read, "corp", prefix); (err == nil) != want {
			t.Errorf("listing %q: %v", prefix, err)
		}
	}
}

func TestALimitedKeyReachesWhatWasWrittenForIt(t *testing.T) {
	for _, c := range []struct {
		key    auth.Key
		writer string
		want   bool
	}{
		{auth.Key{}, "", true},
		{auth.Key{ID: "me", Role: auth.Admin}, "other", true},
		{auth.Key{ID: "me", Role: auth.Analyst}, "other", true},
		{auth.Key{ID: "me", Role: auth.Analyst, Stores: []string{"s"}}, "me", true},
		{auth.Key{ID: "me", Role: auth.Analyst, Stores: []string{"s"}}, "other", false},
		{auth.Key{ID: "me", Role: auth.Analyst, Databases: []string{"d"}}, "other", false},
		{auth.Key{ID: "me", Role: auth.Analyst, Databases: []string{"d"}}, "", false},
	} {
		if got := objects.Reaches(c.key, objects.Info{Writer: c.writer}); got != c.want {
			t.Errorf("%+v, written by %q: %v", c.key, c.writer, got)
		}
	}
}
