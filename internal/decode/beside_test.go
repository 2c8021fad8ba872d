package decode

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"tarn/internal/rows"
)

func lineRows(t *testing.T, f Format, text string) *rows.Batch {
	t.Helper()
	l := rows.NewLayout(f.Table)
	b := rows.NewBatch(l, 0)
	d := f.New(l, strings.NewReader(text), Options{})
	for {
		if err := d.Next(b); err != nil {
			if err.Error() != "EOF" {
				t.Error(err)
			}
			return b
		}
	}
}

// TestCrowdSec compares with the values that CrowdSec's own tests expect of their log lines, which lie beside them.
func TestCrowdSec(t *testing.T) {
	asserted := regexp.MustCompile(`results\["s01-parse"\]\["crowdsecurity/aws-\w+"\]\[(\d+)\]\.Evt\.Parsed\["(\w+)"\] == "(.*)"`)
	other := map[string]string{"remote_addr": "client_ip", "remote_port": "client_port", "target_addr": "target_ip", "http_method": "request_verb",
		"http_user_agent": "user_agent", "target_list": "target_port_list", "error_reason": "lambda_error_reason", "cs_referer": "cs_referrer"}
	for _, c := range []struct {
		format Format
		name   string
		values int
	}{{alb, "aws-alb-logs", 440}, {cloudFront, "aws-cloudfront-logs", 60}} {
		dir := filepath.Join(sampleRoot, "crowdsecurity-hub/.tests", c.name)
		text, err := os.ReadFile(filepath.Join(dir, c.name+".log"))
		if err != nil {
			t.Skipf("no sample data: %v", err)
		}
		expected, err := os.ReadFile(filepath.Join(dir, "parser.assert"))
		if err != nil {
			t.Fatal(err)
		}
		b := lineRows(t, c.format, string(text))
		compared := 0
		for _, m := range asserted.FindAllStringSubmatch(string(expected), -1) {
			row, _ := strconv.Atoi(m[1])
			column, want := m[2], m[3]
			if o, ok := other[column]; ok {
				column = o
			}
			if want == "-" {
				want = ""
			}
			for _, v := range values(b, row) {
				if v.column != column {
					continue
				}
				compared++
				if f, err := strconv.ParseFloat(want, 64); err == nil && (strings.Contains(column, "time_t") || strings.HasSuffix(column, "_processing_time")) {
					want = fmt.Sprint(f)
				}
				if v.text != want {
					t.Errorf("%s, line %d: %s is %q, want %q", c.name, row, column, v.text, want)
				}
			}
		}
		if compared < c.values {
			t.Errorf("%s: %d values compared", c.name, compared)
		}
	}
}
