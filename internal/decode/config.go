package decode

import (
	"bytes"
	"io"
	"strings"

	"tarn/internal/rows"
	"tarn/internal/schema"
)

// configSnapshot is AWS Config's snapshots, configHistory the changes that it delivers every six hours. Both are one JSON object
// with a list of configuration items, each of which becomes a row; its time is that of its capture
// (https://docs.aws.amazon.com/config/latest/developerguide/view-manage-resource.html).
var (
	configSnapshot = Format{
		Name: schema.ConfigSnapshot.Name, Title: "AWS Config snapshots", Table: schema.ConfigSnapshot, Store: "config_snapshots", Services: []string{"Config"},
		Document: "https://docs.aws.amazon.com/config/latest/developerguide/example-s3-snapshot.html",
		New:      newConfig,
		Path: func(key string) bool {
			return Service(key) == "Config" && strings.Contains(key, "/ConfigSnapshot/")
		},
		Content: func(head []byte) bool {
			return bytes.Contains(head, []byte(`"configurationItems"`)) && bytes.Contains(head, []byte(`"configSnapshotId"`))
		},
	}
	configHistory = Format{
		Name: schema.ConfigHistory.Name, Title: "AWS Config history", Table: schema.ConfigHistory, Store: "config_history", Services: []string{"Config"},
		Document: "https://docs.aws.amazon.com/config/latest/developerguide/manage-delivery-channel.html",
		New:      newConfig,
		Path: func(key string) bool {
			return Service(key) == "Config" && strings.Contains(key, "/ConfigHistory/")
		},
		Content: func(head []byte) bool {
			return bytes.Contains(head, []byte(`"configurationItems"`)) && !bytes.Contains(head, []byte(`"configSnapshotId"`))
		},
	}
)

func newConfig(l *rows.Layout, r io.Reader, o Options) Decoder {
	captured, dt := l.Leaf("configurationitemcapturetime"), l.Leaf("dt")
	copies := [][2]int{{l.Leaf("awsaccountid"), l.Leaf("accountid")}, {l.Leaf("awsregion"), l.Leaf("region")}}
	var t timeText
	return newJSONLog(l, r, o, jsonShape{title: "AWS Config", list: "configurationItems", settle: func(b *rows.Batch) (int64, string) {
		micros, ok := t.read(b, captured)
		if !ok {
			return 0, "no configurationItemCaptureTime that can be read"
		}
		b.SetString(dt, t.day.text(micros, wholeDay, "2006-01-02"))
		for _, c := range copies {
			if v, ok := b.String(c[0], b.N-1); ok {
				b.SetString(c[1], []byte(v))
			}
		}
		return micros, ""
	}})
}
