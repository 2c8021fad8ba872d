package athena_test

import (
	"testing"

	"github.com/aws/aws-sdk-go-v2/service/athena/types"
	"google.golang.org/protobuf/encoding/protowire"
)

// fields reads a message's fields by their numbers: texts, and numbers as uint64.
func fields(t *testing.T, b []byte) map[protowire.Number][]any {
	t.Helper()
	out := map[protowire.Number][]any{}
	for len(b) > 0 {
		n, typ, size := protowire.ConsumeTag(b)
		if size < 0 {
			t.Fatalf("%x is no message", b)
		}
		b = b[size:]
		switch typ {
		case protowire.VarintType:
			v, size := protowire.ConsumeVarint(b)
			out[n], b = append(out[n], v), b[size:]
		case protowire.BytesType:
			v, size := protowire.ConsumeBytes(b)
			out[n], b = append(out[n], string(v)), b[size:]
		default:
			t.Fatalf("field %d is of type %d", n, typ)
		}
	}
	return out
}

// checkMetadata reads a result's .metadata file as the JDBC drivers do, and compares it with GetQueryResults.
func checkMetadata(t *testing.T, file, id string, want []types.ColumnInfo) {
	t.Helper()
	top := fields(t, []byte(file))
	if len(top[1]) != 1 || top[1][0] != id || len(top[4]) != len(want) {
		t.Fatalf("%v", top)
	}
	for i, info := range want {
		c := fields(t, []byte(top[4][i].(string)))
		if c[1][0] != *info.CatalogName || c[4][0] != *info.Name || c[5][0] != *info.Label || c[6][0] != *info.Type || c[9][0] != uint64(3) {
			t.Errorf("column %s: %v", *info.Name, c)
		}
		if c[7] != nil && c[7][0] != uint64(info.Precision) || c[8] != nil && c[8][0] != uint64(info.Scale) || c[10] != nil && (c[10][0] == uint64(1)) != info.CaseSensitive {
			t.Errorf("column %s: %v, want %+v", *info.Name, c, info)
		}
		if *info.Type == "decimal" && (c[7] == nil || c[8] == nil) {
			t.Errorf("column %s has no precision and scale", *info.Name)
		}
	}
}
