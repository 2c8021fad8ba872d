package decode

import (
	"bytes"
	"errors"
	"io"
	"strings"
	"testing"

	"github.com/parquet-go/parquet-go"

	"tarn/internal/rows"
)

// parquetFlow is a flow log record as AWS delivers it in Parquet
// (https://docs.aws.amazon.com/vpc/latest/userguide/flow-log-records.html#flow-logs-fields).
type parquetFlow struct {
	Version   *int32  `parquet:"version,optional"`
	AccountID *string `parquet:"account_id,optional"`
	SrcAddr   *string `parquet:"srcaddr,optional"`
	SrcPort   *int32  `parquet:"srcport,optional"`
	Protocol  *int32  `parquet:"protocol,optional"`
	Bytes     *int64  `parquet:"bytes,optional"`
	Start     *int64  `parquet:"start,optional"`
	End       *int32  `parquet:"end,optional"`
	Action    *string `parquet:"action,optional"`
	LogStatus *string `parquet:"log_status,optional"`
	Later     *string `parquet:"some_later_field,optional"`
}

func flowParquetFile(t testing.TB, flows ...parquetFlow) []byte {
	var out bytes.Buffer
	w := parquet.NewGenericWriter[parquetFlow](&out)
	for _, f := range flows {
		if _, err := w.Write([]parquetFlow{f}); err != nil {
			t.Fatal(err)
		}
		if err := w.Flush(); err != nil { // a row group each
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func TestFlowParquet(t *testing.T) {
	good := parquetFlow{new(int32(5)), new("111122223333"), new("10.0.0.1"), new(int32(443)), new(int32(6)), new(int64(1) << 40), new(int64(1715000000)), new(int32(1715000060)), new("ACCEPT"), new("OK"), new("new")}
	nodata := parquetFlow{Version: new(int32(5)), AccountID: new("111122223333"), SrcAddr: new("-"), Start: new(int64(1715000000)), LogStatus: new("NODATA")}
	timeless := parquetFlow{Version: new(int32(5)), LogStatus: new("OK")}
	file := flowParquetFile(t, good, nodata, timeless, good)
	l := rows.NewLayout(vpcFlow.Table)
	b := rows.NewBatch(l, 0)
	d := vpcFlow.New(l, bytes.NewReader(file), Options{})
	var rejects []*Reject
	var err error
	for !errors.Is(err, io.EOF) {
		var reject *Reject
		if err = d.Next(b); errors.As(err, &reject) {
			rejects = append(rejects, reject)
		} else if err != nil && err != io.EOF {
			t.Fatal(err)
		}
	}
	if b.N != 3 || len(rejects) != 1 || rejects[0].Record != 2 || d.Record() != 3 {
		t.Fatalf("%d rows, %v", b.N, rejects)
	}
	for column, want := range map[string]int64{"version": 5, "srcport": 443, "protocol": 6, "bytes": 1 << 40, "end": 1715000060, "_time": 1715000000e6, "date": 1715000000 / 86400} {
		if got, ok := b.Int(l.Leaf(column), 0); !ok || got != want {
			t.Errorf("%s is %d, want %d", column, got, want)
		}
	}
	for column, want := range map[string]string{"account_id": "111122223333", "srcaddr": "10.0.0.1", "action": "ACCEPT", "_more": "some_later_field=new"} {
		if got, _ := b.String(l.Leaf(column), 0); got != want {
			t.Errorf("%s is %q, want %q", column, got, want)
		}
	}
	if s, ok := b.String(l.Leaf("srcaddr"), 1); ok {
		t.Errorf("a dash is %q, want NULL", s)
	}

	// The next object may be lines, and a damaged file is an error, not a panic.
	d.Reset(bytes.NewReader([]byte("2 111122223333 eni-1 10.0.0.1 10.0.0.2 1 443 6 1 44 1715000000 1715000030 ACCEPT OK\n")))
	if err := d.Next(b); err != nil || b.N != 4 {
		t.Errorf("lines after Parquet: %v", err)
	}
	for _, bad := range [][]byte{file[:len(file)/2], append([]byte("PAR1"), file[100:]...), []byte("PAR1")} {
		d.Reset(bytes.NewReader(bad))
		var broken *ReadError
		if err := d.Next(b); !errors.As(err, &broken) {
			t.Errorf("a damaged file gives %v", err)
		}
	}
}

// FuzzFlowParquet: a damaged file is an error in bounded time.
func FuzzFlowParquet(f *testing.F) {
	good := parquetFlow{Version: new(int32(5)), SrcAddr: new("10.0.0.1"), Start: new(int64(1715000000)), LogStatus: new("OK")}
	f.Add(flowParquetFile(f, good, good))
	f.Fuzz(func(t *testing.T, data []byte) {
		l := rows.NewLayout(vpcFlow.Table)
		b := rows.NewBatch(l, 0)
		d := newFlowParquet(l, Options{})
		d.Reset(bytes.NewReader(data))
		for range 1000 {
			err := d.Next(b)
			if _, reject := err.(*Reject); err != nil && !reject {
				return
			}
		}
	})
}

// TestCloudFrontParquet: standard logging (v2) writes text in every column.
func TestCloudFrontParquet(t *testing.T) {
	type visit struct {
		Date    string `parquet:"date"`
		Time    string `parquet:"time"`
		Host    string `parquet:"cs_host"`
		Referer string `parquet:"cs_referer"`
		Bytes   string `parquet:"sc_bytes"`
		Status  string `parquet:"sc_status"`
		Taken   string `parquet:"time_taken"`
		Cookie  string `parquet:"cs_cookie"`
		ASN     string `parquet:"asn"`
	}
	var out bytes.Buffer
	if err := parquet.Write(&out, []visit{
		{"2024-11-14", "22:14:16", "www.example.com", "https://example.com/", "351", "200", "0.001", "-", "64496"},
		{"2024-11-14", "22:14:17", "www.example.com", "-", "many", "404", "-", "-", "-"},
		{"2024-11-14", "-", "www.example.com", "-", "1", "200", "0.1", "-", "-"},
	}); err != nil {
		t.Fatal(err)
	}
	got := describeLines(cloudFront, out.String())
	const want = `row: record 0 at offset 0
  date = 2024-11-14
  time = 22:14:16
  sc_bytes = 351
  cs_host = www.example.com
  sc_status = 200
  cs_referrer = https://example.com/
  time_taken = 0.001
  _more = asn=64496
  _time = 2024-11-14 22:14:16
row: record 1 at offset 0
  date = 2024-11-14
  time = 22:14:17
  cs_host = www.example.com
  sc_status = 404
  _more = sc_bytes=many
  _time = 2024-11-14 22:14:17
`
	if rest, ok := strings.CutPrefix(got, want); !ok || !strings.HasPrefix(rest, "reject: record 2 at offset 0: no time: ") || strings.Count(rest, "\n") != 1 {
		t.Errorf("%s", got)
	}
}
