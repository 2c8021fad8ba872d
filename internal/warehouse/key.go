package warehouse

import (
	"fmt"
	"strconv"
	"time"

	"github.com/apache/iceberg-go"

	"tarn/internal/catalog"
	"tarn/internal/engine"
	"tarn/internal/hive"
	"tarn/internal/schema"
)

// keys are the values of a file's partition columns, of their texts.
func keys(by []string, types []schema.Type, texts []*string) ([]any, error) {
	out := make([]any, len(by))
	for i, text := range texts {
		if text == nil {
			continue
		}
		var err error
		switch types[i].Kind {
		case schema.Varchar:
			out[i] = *text
		case schema.Integer:
			var n int64
			n, err = strconv.ParseInt(*text, 10, 32)
			out[i] = int32(n)
		case schema.Bigint:
			out[i], err = strconv.ParseInt(*text, 10, 64)
		case schema.Date:
			var day time.Time
			day, err = time.Parse(time.DateOnly, *text)
			out[i] = iceberg.Date(day.Unix() / (24 * 60 * 60))
		default:
			err = &engine.Error{Code: "NOT_SUPPORTED", Message: fmt.Sprintf("partitions by %s, which is %s, are not in Tarn: varchar, integer, bigint and date are", by[i], types[i].Display())}
		}
		if err != nil {
			return nil, err
		}
	}
	return out, nil
}

// comparable is a partition's value as predicates have values.
func comparable(v any) any {
	switch v := v.(type) {
	case int32:
		return int64(v)
	case iceberg.Date:
		return time.Unix(int64(v)*24*60*60, 0).UTC()
	}
	return v
}

// partitionName names a partition as Hive does.
func partitionName(by []string, values []any) string {
	columns, texts := make([]catalog.Column, len(by)), make([]string, len(by))
	for i, v := range values {
		columns[i].Name = by[i]
		switch v := v.(type) {
		case nil:
			texts[i] = catalog.HiveNull
		case iceberg.Date:
			texts[i] = time.Unix(int64(v)*24*60*60, 0).UTC().Format(time.DateOnly)
		default:
			texts[i] = fmt.Sprint(v)
		}
	}
	return hive.PartitionName(columns, texts)
}
