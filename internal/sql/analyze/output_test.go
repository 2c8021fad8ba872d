package analyze_test

import (
	"encoding/json"
	"testing"

	"tarn/internal/schema"
	"tarn/internal/sql/analyze"
)

func TestAColumnsTypeIsKeptAsText(t *testing.T) {
	array := schema.ArrayOf(schema.Type{})
	types := []schema.Type{array}
	for k := range schema.Function {
		switch k {
		case schema.Array:
			types = append(types, schema.ArrayOf(schema.DecimalOf(20, 3)))
		case schema.Map:
			types = append(types, schema.MapOf(schema.Of(schema.Varchar), schema.RowOf(schema.Field{Name: `a "b"`, Type: schema.TimestampOf(6)}, schema.Field{Type: schema.Of(schema.UUID)})))
		case schema.Row:
			types = append(types, schema.RowOf(schema.Field{Type: schema.Type{}}))
		default:
			types = append(types, schema.Of(k))
		}
	}
	zoned := schema.Of(schema.TimestampTZ)
	zoned.Zone = "Asia/Seoul"
	types = append(types, zoned, schema.Type{Kind: schema.Varchar, Length: 7})
	for _, want := range types {
		text, err := json.Marshal(analyze.Output{Name: "Name", Type: want})
		if err != nil {
			t.Fatal(err)
		}
		var got analyze.Output
		if err := json.Unmarshal(text, &got); err != nil || got.Name != "Name" || !got.Type.Equal(want) || got.Type.Zone != want.Zone {
			t.Errorf("%s: %+v, %v", text, got, err)
		}
	}
}
