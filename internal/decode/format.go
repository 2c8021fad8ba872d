package decode

import (
	"bytes"
	"io"
	"strings"

	"tarn/internal/rows"
	"tarn/internal/schema"
)

// Decoder reads one object after another into rows.
type Decoder interface {
	// Reset makes the decoder begin a new object, which is text (see Decompress), and keeps its memory.
	Reset(io.Reader)
	// Next decodes one record into a new row of a batch. It returns nil; io.EOF after the last record; a *Reject where a record
	// did not become a row: the batch is as before, and reading can go on; ErrDigest where the object is a digest file; any
	// other error where the rest cannot be read: a *ReadError.
	Next(*rows.Batch) error
	// Raw is the last row's record as delivered. It is valid until the next call of Next or Reset.
	Raw() []byte
	// Record is the number of the last record in the object, from 0; rejected records count. Offset is where it starts in the
	// object's text, in bytes.
	Record() int64
	Offset() int64
}

// Format is a kind of log file that AWS delivers.
type Format struct {
	// Name is what --format takes, and the kind of its stores: the name of its Table. Title is what people call it.
	Name, Title string
	Table       *schema.Table
	// Store is the name of the store that an import makes: the table's name in AWS's documents.
	Store string
	// New makes a decoder that reads r into batches of the layout, which is the Table's.
	New func(l *rows.Layout, r io.Reader, o Options) Decoder
	// Services are the folders below AWSLogs and an account that it is delivered in; empty where it is delivered anywhere.
	Services []string
	// Path reports whether an object of this key is delivered in this format. A key that tells nothing is no.
	Path func(key string) bool
	// Content reports whether an object is in this format: head is how it begins, decompressed, HeadBytes at most.
	Content func(head []byte) bool
	// Asked says that objects are only read as this format where someone names it: by themselves they are of another, too.
	Asked bool
	// Document is the page of AWS's that gives the table's statement.
	Document string
}

// HeadBytes is how much of an object a Format's Content gets to see.
const HeadBytes = 64 << 10

// ByName finds a format.
func ByName(name string) (Format, bool) {
	for _, f := range Formats {
		if f.Name == name {
			return f, true
		}
	}
	return Format{}, false
}

// Head gives the text that an object begins with: raw is how it begins as it lies there. It ends where raw does, or after
// HeadBytes, or where the compressed data is damaged.
func Head(raw []byte) []byte {
	text, err := Decompress(bytes.NewReader(raw))
	if err != nil {
		return raw
	}
	defer text.Close()
	head := make([]byte, HeadBytes)
	n, _ := io.ReadFull(text, head)
	return head[:n]
}

// Recognise tells an object's format by its key, and where that tells nothing and head is not nil, by its content. JSON that
// is in no format, and an empty object, count as CloudTrail's unless they lie in another service's folder: its decoder says
// what is wrong with each record.
func Recognise(key string, head []byte) (Format, bool) {
	for _, f := range Formats {
		if !f.Asked && f.Path(key) {
			return f, true
		}
	}
	if head == nil {
		return Format{}, false
	}
	if f, ok := ByContent(head); ok {
		return f, true
	}
	text := bytes.TrimLeft(bytes.TrimPrefix(head, []byte("\xef\xbb\xbf")), " \t\r\n")
	if Service(key) == "" && (len(text) == 0 || text[0] == '{' || text[0] == '[') {
		return cloudTrail, true
	}
	return Format{}, false
}

// ByContent tells an object's format by how it begins, decompressed.
func ByContent(head []byte) (Format, bool) {
	for i := range Formats {
		if f := Formats[(i+1)%len(Formats)]; !f.Asked && f.Content(head) {
			return f, true
		}
	}
	return Format{}, false
}

// Service is the folder of the service that delivered an object, empty where the key tells none:
//
//	[prefix/]AWSLogs/[o-exampleorgid/]123456789012/SERVICE/…
//	[prefix/]AWSLogs/[o-exampleorgid/]aws-account-id=123456789012/aws-service=SERVICE/…
func Service(key string) string {
	_, rest, ok := strings.Cut("/"+key, "/AWSLogs/")
	if !ok {
		return ""
	}
	first, rest, _ := strings.Cut(rest, "/")
	if strings.HasPrefix(first, "o-") {
		first, rest, _ = strings.Cut(rest, "/")
	}
	account := strings.TrimPrefix(first, "aws-account-id=")
	service, _, ok := strings.Cut(rest, "/")
	if !ok || len(account) != 12 || strings.Trim(account, "0123456789") != "" {
		return ""
	}
	return strings.TrimPrefix(service, "aws-service=")
}
