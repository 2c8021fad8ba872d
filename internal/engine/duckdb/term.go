package duckdb

import (
	"fmt"

	"tarn/internal/schema"
)

// termText is what a term of Iceberg's partitions makes of a value, as a text: https://iceberg.apache.org/spec/#partition-transforms.
func termText(t schema.Term, value string, typ schema.Type) string {
	switch t.Transform {
	case "year":
		return "CAST(year(" + value + ") - 1970 AS VARCHAR)"
	case "month":
		return "CAST((year(" + value + ") - 1970) * 12 + month(" + value + ") - 1 AS VARCHAR)"
	case "day":
		return "CAST(CAST(" + value + " AS DATE) AS VARCHAR)"
	case "hour":
		return "CAST(date_diff('hour', TIMESTAMP '1970-01-01 00:00:00', " + value + ") AS VARCHAR)"
	case "truncate":
		if typ.Kind == schema.Varchar {
			return fmt.Sprintf("left(%s, %d)", value, t.Number)
		}
		return fmt.Sprintf("CAST(%[1]s - ((CAST(%[1]s AS HUGEINT) %% %[2]d) + %[2]d) %% %[2]d AS VARCHAR)", value, t.Number)
	case "bucket":
		switch typ.Kind {
		case schema.Varchar:
			return fmt.Sprintf("CAST(tarn_bucket(encode(%s), %d) AS VARCHAR)", value, t.Number)
		case schema.Date:
			value = "date_diff('day', DATE '1970-01-01', " + value + ")"
		case schema.Timestamp:
			value = "epoch_us(" + value + ")"
		}
		return fmt.Sprintf("CAST(tarn_bucket_number(CAST(%s AS BIGINT), %d) AS VARCHAR)", value, t.Number)
	}
	return keyText(value, typ)
}
