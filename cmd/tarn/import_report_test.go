package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestProblemsOfOneObjectLeaveRoom: an object with many bad lines does not hide those of the others.
func TestProblemsOfOneObjectLeaveRoom(t *testing.T) {
	logs := t.TempDir()
	flow := "2 111122223333 eni-1 10.0.1.20 198.51.100.7 %s 443 6 12 4380 1714979289 1714979340 ACCEPT OK\n"
	many := fmt.Sprintf(flow, "1") + fmt.Sprintf(flow, "2") + fmt.Sprintf(flow, "3")
	for i := range 14 {
		many += fmt.Sprintf(flow, fmt.Sprint("port", i))
	}
	for name, text := range map[string]string{"a_vpcflowlogs_.log": many, "b_vpcflowlogs_.log": fmt.Sprintf(flow, "4") + fmt.Sprintf(flow, "none")} {
		if err := os.WriteFile(filepath.Join(logs, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	code, out, talk := tarn(t.Context(), filepath.Join(t.TempDir(), "lake"), "", "import", logs, "--workers", "1")
	talk = strings.ReplaceAll(talk, logs+"/", "")
	const want = `a_vpcflowlogs_.log: record 3 at offset 276: not a flow log record: srcport is "port0"
a_vpcflowlogs_.log: record 4 at offset 372: not a flow log record: srcport is "port1"
a_vpcflowlogs_.log: record 5 at offset 468: not a flow log record: srcport is "port2"; and 11 more in this object
b_vpcflowlogs_.log: record 1 at offset 92: not a flow log record: srcport is "none"
'tarn quarantine list' lists them all
`
	if code != exitIncomplete || talk != want || !strings.Contains(out, "4 in     0 duplicates, 15 quarantined") {
		t.Errorf("%d\n%s\n%s", code, talk, out)
	}
}
