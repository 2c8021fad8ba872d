package athena

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"io"
	"slices"
	"strings"

	"tarn/internal/awsapi"
	"tarn/internal/awsapi/wire"
	wireat "tarn/internal/awsapi/wire/athena"
	"tarn/internal/catalog"
	"tarn/internal/objects"
	"tarn/internal/query"
	"tarn/internal/query/format"
	"tarn/internal/sql/analyze"
)

// notWritten is the code of a result that could not be brought to its place.
const notWritten = "RESULT_NOT_WRITTEN"

// output settles where a result goes: the workgroup's place where it insists, else the request's, else the workgroup's.
func (s *service) output(ctx context.Context, c *awsapi.Call, g *wireat.WorkGroup, asked *wireat.ResultConfiguration) (wireat.ResultConfiguration, error) {
	var own, place wireat.ResultConfiguration
	if r := g.Configuration.ResultConfiguration; r != nil {
		own = *r
	}
	if asked != nil && !wire.Value(g.Configuration.EnforceWorkGroupConfiguration) {
		// What the workgroup names was allowed when it was named.
		if err := s.checkPlace(c, *asked); err != nil {
			return place, err
		}
		place = *asked
	} else {
		place = own
	}
	if wire.Value(place.OutputLocation) == "" {
		place.OutputLocation = own.OutputLocation
	}
	uri := wire.Value(place.OutputLocation)
	if uri == "" {
		return place, invalid("INVALID_INPUT", "No output location provided. An output location is required either through the Workgroup result configuration setting or as an API input.")
	}
	if _, err := s.bucket(ctx, uri); err != nil {
		name, _, _ := objects.Split(uri)
		return place, invalid("INVALID_INPUT", "Unable to verify/create output bucket %s", name)
	}
	return place, nil
}

// bucket opens the bucket of a place. The one for results without a place of their own is made when it is first needed.
func (s *service) bucket(ctx context.Context, uri string) (objects.Bucket, error) {
	name, _, _ := objects.Split(uri)
	if own, _, ok := objects.Split(s.Output); ok && own == name {
		return s.Buckets.Ensure(ctx, name)
	}
	return s.Buckets.Open(ctx, name)
}

// checkPlace refuses places that are none or not the key's to write to, and settings that are not in Tarn.
func (s *service) checkPlace(c *awsapi.Call, r wireat.ResultConfiguration) error {
	if uri := wire.Value(r.OutputLocation); uri != "" {
		name, _, ok := objects.Split(uri)
		if !ok {
			return invalid("INVALID_INPUT", "outputLocation is not a valid S3 path.")
		}
		if err := s.Buckets.Allowed(c.Key, objects.Write, folder(uri)); err != nil {
			return invalid("INVALID_INPUT", "Unable to verify/create output bucket %s: %v", name, err)
		}
	}
	if e := r.EncryptionConfiguration; e != nil && wire.Value(e.EncryptionOption) != "SSE_S3" {
		return unsupported("EncryptionOption "+wire.Value(e.EncryptionOption), "results are written as the bucket keeps them; there are no keys of KMS")
	}
	if owner := wire.Value(r.ExpectedBucketOwner); owner != "" && owner != c.Home.Account {
		return invalid("INVALID_INPUT", "The bucket's owner is %s, not %s", c.Home.Account, owner)
	}
	return nil
}

// deliver writes an execution's result files.
func (s *service) deliver(ctx context.Context, x query.Execution, rows *query.Reader) error {
	k := kind{x.Statement.Details[keptKind], x.Statement.Details[keptSub]}
	uri := resultFile(x)
	columns, update := shownColumns(x.Columns, k), ""
	if manifest := manifestFile(x); manifest != "" {
		text := strings.Join(x.Written, "\n") + "\n"
		if err := s.put(ctx, x, manifest, io.NopCloser(strings.NewReader(text))); err != nil {
			return err
		}
	}
	if changes(k) {
		update = strings.ReplaceAll(strings.TrimSuffix(k.sub, "_AS_SELECT"), "_", " ")
	} else if err := s.put(ctx, x, uri, stream(func(w io.Writer) error { return writeRows(ctx, w, k, x.Columns, rows) })); err != nil {
		return err
	}
	if len(columns) == 0 && update == "" {
		return nil
	}
	return s.put(ctx, x, uri+".metadata", io.NopCloser(bytes.NewReader(metadata(x.ID, update, x.Rows, columns))))
}

// manifestFile is where the list of the files that a statement wrote is, empty where it wrote none.
func manifestFile(x query.Execution) string {
	if len(x.Written) == 0 || x.Statement.OutputLocation == "" {
		return ""
	}
	return resultFile(x) + "-manifest.csv"
}

// put writes an object for the one who asked. The error is an *query.Error.
func (s *service) put(ctx context.Context, x query.Execution, uri string, content io.ReadCloser) error {
	defer content.Close()
	_, key, _ := objects.Split(uri)
	b, err := s.bucket(ctx, uri)
	if err == nil {
		_, err = b.Put(ctx, key, content, objects.PutOptions{ContentType: "application/octet-stream", Writer: x.Statement.By, Audit: slices.Contains(x.Sources, catalog.AuditTable)})
	}
	if err != nil {
		return &query.Error{Kind: query.External, Code: notWritten, Message: "the result cannot be written to " + uri + ": " + err.Error()}
	}
	return nil
}

// stream reads what is written meanwhile; to close it ends the writing.
func stream(write func(io.Writer) error) io.ReadCloser {
	r, w := io.Pipe()
	go func() { w.CloseWithError(write(w)) }()
	return r
}

// writeRows writes a result as Athena does: with every value in quotes and nothing for NULL, or as lines of text.
func writeRows(ctx context.Context, w io.Writer, k kind, columns []analyze.Output, rows *query.Reader) error {
	out := bufio.NewWriterSize(w, 64<<10)
	lines := strings.HasSuffix(fileName(k, ""), ".txt")
	line := 0
	begin := func() {
		if lines && line > 0 {
			out.WriteByte('\n')
		}
		line++
	}
	if hasNames(k, columns) {
		begin()
		for i, c := range columns {
			cell(out, i, lines, columnName(c.Name, k), false)
		}
		finish(out, lines)
	}
	for len(columns) > 0 {
		batch, err := rows.Next(ctx, 1000)
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return err
		}
		for _, row := range batch {
			begin()
			if line, ok := hiveLine(columns, row); ok && lines {
				out.WriteString(line)
				continue
			}
			for i, v := range row {
				cell(out, i, lines, format.Text(columns[i].Type, v), v == nil)
			}
			finish(out, lines)
		}
	}
	return out.Flush()
}

// cell writes a value; the writer remembers its errors.
func cell(out *bufio.Writer, i int, lines bool, text string, null bool) {
	switch {
	case lines:
		if i > 0 {
			out.WriteByte('\t')
		}
		out.WriteString(text)
	default:
		if i > 0 {
			out.WriteByte(',')
		}
		if !null {
			out.WriteByte('"')
			out.WriteString(strings.ReplaceAll(text, `"`, `""`))
			out.WriteByte('"')
		}
	}
}

func finish(out *bufio.Writer, lines bool) {
	if !lines {
		out.WriteByte('\n')
	}
}
