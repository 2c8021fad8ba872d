package hive

import (
	"slices"
	"strings"

	"tarn/internal/catalog"
)

// Compressions are those of Parquet files that statements may name.
var Compressions = []string{"NONE", "SNAPPY", "GZIP", "ZSTD", "LZ4"}

func upper(s string) string { return strings.ToUpper(strings.TrimSpace(s)) }

func knownCompression(c string) bool { return slices.Contains(Compressions, c) }

// Parquet is how Parquet files are told in the data catalog, as Athena does.
func Parquet(location string, columns []catalog.Column) catalog.Storage {
	return catalog.Storage{
		Columns: columns, Location: location, InputFormat: catalog.ParquetInput, OutputFormat: catalog.ParquetOutput,
		SerDe: catalog.SerDe{Library: catalog.ParquetSerDe, Parameters: map[string]string{"serialization.format": "1"}},
	}
}
