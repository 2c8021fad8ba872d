package athena

import (
	"google.golang.org/protobuf/encoding/protowire"

	wireat "tarn/internal/awsapi/wire/athena"
)

// The fields of a result's .metadata file, for which there is no published schema: clients read them by these numbers
// (https://github.com/burtcorp/athena-jdbc), and which ones a type has was measured by
// https://github.com/aoyagikouhei/athena-local.
const (
	metadataID     protowire.Number = 1
	metadataUpdate protowire.Number = 2
	metadataCount  protowire.Number = 3
	metadataColumn protowire.Number = 4

	columnCatalog       protowire.Number = 1
	columnNameField     protowire.Number = 4
	columnLabel         protowire.Number = 5
	columnType          protowire.Number = 6
	columnPrecision     protowire.Number = 7
	columnScale         protowire.Number = 8
	columnNullable      protowire.Number = 9
	columnCaseSensitive protowire.Number = 10

	nullableUnknown = 3
)

// metadata describes a result for clients that read it from S3. update is the statement that changed count rows, empty for a query.
func metadata(id, update string, count int64, columns []wireat.ColumnInfo) []byte {
	b := text(nil, metadataID, id)
	if update != "" {
		b = text(b, metadataUpdate, update)
		b = number(b, metadataCount, uint64(count))
	}
	for _, c := range columns {
		b = protowire.AppendTag(b, metadataColumn, protowire.BytesType)
		b = protowire.AppendBytes(b, columnMessage(c))
	}
	return b
}

func columnMessage(c wireat.ColumnInfo) []byte {
	b := text(nil, columnCatalog, *c.CatalogName)
	b = text(b, columnNameField, *c.Name)
	b = text(b, columnLabel, *c.Label)
	b = text(b, columnType, *c.Type)
	precision, scale, sensitive := columnHas(*c.Type)
	if precision {
		b = number(b, columnPrecision, uint64(*c.Precision))
	}
	if scale {
		b = number(b, columnScale, uint64(*c.Scale))
	}
	b = number(b, columnNullable, nullableUnknown)
	if sensitive {
		b = number(b, columnCaseSensitive, protowire.EncodeBool(*c.CaseSensitive))
	}
	return b
}

// columnHas says which fields a type has; they are there also where they are 0.
func columnHas(typ string) (precision, scale, sensitive bool) {
	switch typ {
	case "boolean", "interval day to second", "interval year to month":
		return false, false, true
	case "date":
		return false, true, true
	case "array", "map", "row", "json", "string", "uuid", "ipaddress", "ipprefix", "unknown":
		return false, false, false
	}
	return true, true, true
}

func text(b []byte, n protowire.Number, s string) []byte {
	return protowire.AppendString(protowire.AppendTag(b, n, protowire.BytesType), s)
}

func number(b []byte, n protowire.Number, v uint64) []byte {
	return protowire.AppendVarint(protowire.AppendTag(b, n, protowire.VarintType), v)
}
