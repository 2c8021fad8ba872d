package cloudtrail

import (
	"bytes"
	"compress/gzip"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"path"
	"slices"
	"strings"
	"sync"
	"time"

	"tarn/internal/catalog"
	"tarn/internal/objects"
	"tarn/internal/query"
	"tarn/internal/query/format"
)

// resultFile is a file of a result, as the sign file lists it.
type resultFile struct {
	Hash string `json:"fileHashValue"`
	Name string `json:"fileName"`
}

// signFile is result_sign.json:
// https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-results-file-validation-sign-file-structure.html.
type signFile struct {
	Version            string       `json:"version"`
	Region             string       `json:"region"`
	Files              []resultFile `json:"files"`
	HashAlgorithm      string       `json:"hashAlgorithm"`
	SignatureAlgorithm string       `json:"signatureAlgorithm"`
	QueryCompleteTime  string       `json:"queryCompleteTime"`
	HashSignature      string       `json:"hashSignature"`
	Fingerprint        string       `json:"publicKeyFingerprint"`
}

// resultRows is how many rows are read at a time.
const resultRows = 1000

// resultPages reads a result with a page in hand, so that its end is known before it is asked for.
type resultPages struct {
	rows *query.Reader
	page query.Page
	end  error
}

func (p *resultPages) next(ctx context.Context) { p.page.Rows, p.end = p.rows.Next(ctx, resultRows) }

// writeResult writes result_1.csv.gz and those after it, each with the columns' names first.
func (d *Deliveries) writeResult(ctx context.Context, bucket objects.Bucket, folder string, x query.Execution) ([]resultFile, error) {
	rows, err := d.Queries.Stream(ctx, x.ID)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	p := &resultPages{rows: rows}
	p.next(ctx)
	var files []resultFile
	for len(files) == 0 || p.end == nil {
		name := fmt.Sprintf("result_%d.csv.gz", len(files)+1)
		hash, err := d.writeFile(ctx, bucket, path.Join(folder, name), x, p)
		if err != nil {
			return nil, err
		}
		files = append(files, resultFile{hash, name})
	}
	if p.end != io.EOF {
		return nil, p.end
	}
	return files, nil
}

// writeFile writes one file, and gives its SHA-256.
func (d *Deliveries) writeFile(ctx context.Context, bucket objects.Bucket, key string, x query.Execution, p *resultPages) (string, error) {
	r, w := io.Pipe()
	hash := sha256.New()
	var writing sync.WaitGroup
	writing.Go(func() { w.CloseWithError(d.writeText(ctx, w, x, p)) })
	_, err := bucket.Put(ctx, key, io.TeeReader(r, hash), objects.PutOptions{ContentType: "application/gzip", Writer: x.Statement.By, Audit: slices.Contains(x.Sources, catalog.AuditTable)})
	r.CloseWithError(err)
	writing.Wait()
	return hex.EncodeToString(hash.Sum(nil)), err
}

func (d *Deliveries) writeText(ctx context.Context, w io.Writer, x query.Execution, p *resultPages) error {
	packed := gzip.NewWriter(w)
	text := &counted{w: packed}
	csv, err := format.NewCSV(text, x.Columns)
	for err == nil && p.end == nil && text.n < d.FileBytes {
		if err = csv.Rows(p.page.Rows); err == nil {
			p.next(ctx)
		}
	}
	if err == nil && p.end != nil && p.end != io.EOF {
		err = p.end
	}
	if err == nil {
		err = csv.Close()
	}
	if err == nil {
		err = packed.Close()
	}
	return err
}

// counted counts what is written.
type counted struct {
	w io.Writer
	n int64
}

func (c *counted) Write(p []byte) (int, error) {
	n, err := c.w.Write(p)
	c.n += int64(n)
	return n, err
}

func (d *Deliveries) writeSign(ctx context.Context, bucket objects.Bucket, folder string, x query.Execution, files []resultFile) error {
	hashes := make([]string, len(files))
	for i, f := range files {
		hashes[i] = f.Hash
	}
	signature, fingerprint, err := d.Keys.Sign([]byte(strings.Join(hashes, " ")))
	if err != nil {
		return err
	}
	text, err := json.MarshalIndent(signFile{
		Version: "1.0", Region: d.Home.Region, Files: files, HashAlgorithm: "SHA-256", SignatureAlgorithm: "SHA256withRSA",
		QueryCompleteTime: x.Ended.UTC().Format(time.RFC3339), HashSignature: hex.EncodeToString(signature), Fingerprint: fingerprint,
	}, "", "  ")
	if err != nil {
		return err
	}
	_, err = bucket.Put(ctx, path.Join(folder, "result_sign.json"), bytes.NewReader(text), objects.PutOptions{ContentType: "application/json", Writer: x.Statement.By, Audit: slices.Contains(x.Sources, catalog.AuditTable)})
	return err
}
