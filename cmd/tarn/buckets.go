package main

import (
	"net/http"
	"strings"

	"tarn/internal/blob"
	"tarn/internal/objects"
)

// buckets are the directory's own, and those of S3 that tarn.yaml names.
func (a *app) buckets(d *dataDir) (*objects.Buckets, error) {
	s := d.buckets
	s.Places, s.S3 = nil, map[string]blob.S3Options{}
	for _, b := range a.config.S3 {
		if _, twice := s.S3[b.Bucket]; twice || objects.CheckName(b.Bucket) != nil {
			return nil, usageError("s3 in tarn.yaml: bucket %q is no name of a bucket, or is there twice", b.Bucket)
		}
		s.S3[b.Bucket] = blob.S3Options{Profile: b.Profile, RoleARN: b.RoleARN, ExternalID: b.ExternalID, EndpointURL: b.EndpointURL, Region: b.Region}
	}
	for _, p := range a.config.Places {
		place := objects.Place{Prefix: p.Prefix, ReadOnly: p.ReadOnly, Roles: p.Roles}
		if err := place.Check(); err != nil {
			return nil, usageError("places in tarn.yaml: %v", err)
		}
		s.Places = append(s.Places, place)
	}
	return s, nil
}

// signedFor is the service that a request says to be signed for; empty where it does not say.
func signedFor(r *http.Request) string {
	scope := r.URL.Query().Get("X-Amz-Credential")
	if _, after, ok := strings.Cut(r.Header.Get("Authorization"), "Credential="); ok {
		scope, _, _ = strings.Cut(after, ",")
	}
	parts := strings.Split(scope, "/")
	if len(parts) < 5 {
		return ""
	}
	return parts[len(parts)-2]
}

// forS3 reports whether a request is one to S3: signed for it, or for an object.
func forS3(r *http.Request) bool {
	service := signedFor(r)
	return service == "s3" || service == "" && (r.URL.Path != "/" && r.URL.Path != "" || r.URL.Query().Has("X-Amz-Signature"))
}
