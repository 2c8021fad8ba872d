package s3

import (
	"context"
	"encoding/xml"
	"io"
	"net/http"

	"tarn/internal/objects"
)

// teed reads a body and computes its checksum.
func teed(body io.Reader, in *integrity) io.Reader {
	if w := in.tee(); w != nil {
		return io.TeeReader(body, w)
	}
	return body
}

type partsDocument struct {
	XMLName               xml.Name
	Bucket, Key, UploadId string
	Initiator, Owner      owner
	StorageClass          string
	PartNumberMarker      int
	NextPartNumberMarker  int `xml:",omitempty"`
	MaxParts              int
	IsTruncated           bool
	ChecksumAlgorithm     string `xml:",omitempty"`
	ChecksumType          string `xml:",omitempty"`
	Part                  []partMember
}

type partMember struct {
	PartNumber   int
	LastModified string
	ETag         string
	Size         int64
	checksumMembers
}

// listParts: https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListParts.html.
func (f *Face) listParts(ctx context.Context, q *request) (*answer, error) {
	u, err := f.upload(ctx, q)
	if err != nil {
		return nil, err
	}
	max, err := q.number("max-parts", 1000, 0, 1<<31-1)
	if err != nil {
		return nil, err
	}
	marker, err := q.number("part-number-marker", 0, 0, 1<<31-1)
	if err != nil {
		return nil, err
	}
	parts, err := f.Buckets.Index.Parts(ctx, u.ID)
	if err != nil {
		return nil, err
	}
	max = min(max, 1000)
	d := partsDocument{XMLName: name("ListPartsResult"), Bucket: q.bucket, Key: q.key, UploadId: u.ID, Initiator: f.owner(), Owner: f.owner(), StorageClass: "STANDARD",
		PartNumberMarker: marker, MaxParts: max, ChecksumAlgorithm: u.Options.ChecksumAlgorithm, ChecksumType: u.Options.ChecksumType}
	for _, p := range parts {
		if p.Number <= marker {
			continue
		}
		if len(d.Part) == max {
			d.IsTruncated = max > 0
			break
		}
		d.Part = append(d.Part, partMember{p.Number, stamp(p.Modified), `"` + p.ETag + `"`, p.Size, membersOf(p.Info)})
		d.NextPartNumberMarker = p.Number
	}
	return &answer{status: http.StatusOK, document: d}, nil
}

type uploadsDocument struct {
	XMLName                           xml.Name
	Bucket, KeyMarker, UploadIdMarker string
	NextKeyMarker, NextUploadIdMarker string `xml:",omitempty"`
	Prefix                            string `xml:",omitempty"`
	EncodingType                      string `xml:",omitempty"`
	MaxUploads                        int
	IsTruncated                       bool
	Upload                            []uploadMember
}

type uploadMember struct {
	Key, UploadId    string
	Initiator, Owner owner
	StorageClass     string
	Initiated        string
}

// listUploads: https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListMultipartUploads.html.
func (f *Face) listUploads(ctx context.Context, q *request) (*answer, error) {
	if q.query.Get("delimiter") != "" {
		return nil, fail("NotImplemented", "ListMultipartUploads with a delimiter is not in Tarn")
	}
	max, err := q.number("max-uploads", 1000, 1, 1<<31-1)
	if err != nil {
		return nil, err
	}
	if err := q.encoding(); err != nil {
		return nil, err
	}
	if _, err := f.Buckets.Open(ctx, q.bucket); err != nil {
		return nil, err
	}
	max = min(max, 1000)
	key, id := q.query.Get("key-marker"), q.query.Get("upload-id-marker")
	after := id
	if key != "" && id == "" {
		after = "\U0010FFFF" // all uploads of that key
	}
	all, err := f.Buckets.Index.Uploads(ctx, q.bucket, q.query.Get("prefix"), key, after, max+1)
	if err != nil {
		return nil, err
	}
	d := uploadsDocument{XMLName: name("ListMultipartUploadsResult"), Bucket: q.bucket, KeyMarker: q.encoded(key), UploadIdMarker: id, Prefix: q.encoded(q.query.Get("prefix")),
		EncodingType: q.query.Get("encoding-type"), MaxUploads: max}
	for _, u := range all {
		if len(d.Upload) == max {
			d.IsTruncated = true
			break
		}
		d.NextKeyMarker, d.NextUploadIdMarker = q.encoded(u.Key), u.ID
		if objects.Reaches(q.call.Key, objects.Info{Writer: u.Options.Writer}) {
			d.Upload = append(d.Upload, uploadMember{q.encoded(u.Key), u.ID, f.owner(), f.owner(), "STANDARD", stamp(u.Begun)})
		}
	}
	if !d.IsTruncated {
		d.NextKeyMarker, d.NextUploadIdMarker = "", ""
	}
	return &answer{status: http.StatusOK, document: d}, nil
}
