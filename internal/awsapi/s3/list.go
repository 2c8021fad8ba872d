package s3

import (
	"context"
	"crypto/sha256"
	"encoding/base64"
	"encoding/xml"
	"net/http"
	"strings"

	"tarn/internal/objects"
)

type listDocument struct {
	XMLName               xml.Name
	Name                  string
	Prefix                string
	Marker                *string `xml:",omitempty"`
	NextMarker            string  `xml:",omitempty"`
	StartAfter            string  `xml:",omitempty"`
	ContinuationToken     string  `xml:",omitempty"`
	NextContinuationToken string  `xml:",omitempty"`
	KeyCount              *int    `xml:",omitempty"`
	MaxKeys               int
	Delimiter             string `xml:",omitempty"`
	EncodingType          string `xml:",omitempty"`
	IsTruncated           bool
	Contents              []objectMember
	CommonPrefixes        []prefixMember
}

type objectMember struct {
	Key, LastModified string
	ETag              string
	ChecksumAlgorithm string `xml:",omitempty"`
	ChecksumType      string `xml:",omitempty"`
	Size              int64
	StorageClass      string
	Owner             *owner `xml:",omitempty"`
}

type prefixMember struct{ Prefix string }

// listObjectsV2: https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectsV2.html.
func (f *Face) listObjectsV2(ctx context.Context, q *request) (*answer, error) {
	bound := []string{q.bucket, q.query.Get("prefix"), q.query.Get("delimiter")}
	after, err := q.token("continuation-token", bound...)
	if err != nil {
		return nil, err
	}
	start := q.query.Get("start-after")
	if after == "" {
		after = start
	}
	d, page, err := f.list(ctx, q, after, q.query.Get("fetch-owner") == "true")
	if err != nil {
		return nil, err
	}
	n := len(d.Contents) + len(d.CommonPrefixes)
	d.KeyCount, d.StartAfter, d.ContinuationToken = &n, q.encoded(start), q.query.Get("continuation-token")
	if page.More {
		d.NextContinuationToken = tokenOf(page.Next, bound...)
	}
	return &answer{status: http.StatusOK, document: d}, nil
}

// listObjects: https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjects.html.
func (f *Face) listObjects(ctx context.Context, q *request) (*answer, error) {
	marker := q.query.Get("marker")
	d, page, err := f.list(ctx, q, marker, true)
	if err != nil {
		return nil, err
	}
	shown := q.encoded(marker)
	d.Marker = &shown
	if page.More && d.Delimiter != "" {
		d.NextMarker = q.encoded(page.Next)
	}
	return &answer{status: http.StatusOK, document: d}, nil
}

func (f *Face) list(ctx context.Context, q *request, after string, owners bool) (*listDocument, objects.Page, error) {
	max, err := q.number("max-keys", 1000, 0, 1<<31-1)
	if err != nil {
		return nil, objects.Page{}, err
	}
	max = min(max, 1000)
	if err := q.encoding(); err != nil {
		return nil, objects.Page{}, err
	}
	b, err := f.Buckets.Open(ctx, q.bucket)
	if err != nil {
		return nil, objects.Page{}, err
	}
	o := objects.PageOptions{Prefix: q.query.Get("prefix"), Delimiter: q.query.Get("delimiter"), After: after, Max: max}
	page, err := b.Page(ctx, o)
	if err != nil {
		return nil, page, err
	}
	d := &listDocument{XMLName: name("ListBucketResult"), Name: q.bucket, Prefix: q.encoded(o.Prefix), Delimiter: q.encoded(o.Delimiter), MaxKeys: max,
		EncodingType: q.query.Get("encoding-type"), IsTruncated: page.More}
	for _, info := range page.Objects {
		m := objectMember{Key: q.encoded(info.Key), LastModified: stamp(info.Modified), ETag: `"` + info.ETag + `"`, Size: info.Size, StorageClass: "STANDARD"}
		for algorithm := range info.Checksums {
			m.ChecksumAlgorithm, m.ChecksumType = algorithm, info.ChecksumType
		}
		if owners {
			id := f.owner()
			m.Owner = &id
		}
		d.Contents = append(d.Contents, m)
	}
	for _, p := range page.Prefixes {
		d.CommonPrefixes = append(d.CommonPrefixes, prefixMember{q.encoded(p)})
	}
	return d, page, nil
}

func (q *request) encoding() error {
	if e := q.query.Get("encoding-type"); e != "" && e != "url" {
		return fail("InvalidArgument", "Invalid Encoding Method specified in Request")
	}
	return nil
}

// encoded is a key in a document: as it is, or as a URL has it, where the client asks for that, since XML cannot hold all keys.
func (q *request) encoded(key string) string {
	if q.query.Get("encoding-type") != "url" {
		return key
	}
	const digits = "0123456789ABCDEF"
	var b strings.Builder
	for i := range len(key) {
		switch c := key[i]; {
		case 'A' <= c && c <= 'Z', 'a' <= c && c <= 'z', '0' <= c && c <= '9', strings.IndexByte("-._~/", c) >= 0:
			b.WriteByte(c)
		default:
			b.WriteString("%" + string(digits[c>>4]) + string(digits[c&15]))
		}
	}
	return b.String()
}

// tokenOf is the token of a page that follows a key; it belongs to one listing.
func tokenOf(after string, listing ...string) string {
	return base64.URLEncoding.EncodeToString(append(seal(after, listing), after...))
}

func seal(after string, listing []string) []byte {
	sum := sha256.Sum256([]byte(strings.Join(append([]string{after}, listing...), "\x00")))
	return sum[:8]
}

// token reads the token of a page, empty where there is none.
func (q *request) token(parameter string, listing ...string) (after string, err error) {
	if !q.has(parameter) {
		return "", nil
	}
	raw, err := base64.URLEncoding.DecodeString(q.query.Get(parameter))
	if err != nil || len(raw) < 8 || string(raw[:8]) != string(seal(string(raw[8:]), listing)) {
		return "", fail("InvalidArgument", "The continuation token provided is incorrect")
	}
	return string(raw[8:]), nil
}
