package schema

import (
	"fmt"
	"strings"
)

var kindsByName = map[string]Kind{
	"BOOLEAN": Boolean, "TINYINT": Tinyint, "SMALLINT": Smallint, "INTEGER": Integer, "INT": Integer, "BIGINT": Bigint, "REAL": Real,
	"DOUBLE": Double, "DECIMAL": Decimal, "VARCHAR": Varchar, "CHAR": Char, "VARBINARY": Varbinary, "JSON": JSON, "DATE": Date,
	"TIME": Time, "TIMESTAMP": Timestamp, "INTERVAL YEAR TO MONTH": IntervalYearMonth, "INTERVAL DAY TO SECOND": IntervalDaySecond,
	"ARRAY": Array, "MAP": Map, "ROW": Row, "IPADDRESS": IPAddress, "UUID": UUID,
	"STRING": Varchar, // Athena takes Hive's name, too
}

// KindOf is the kind with this name, in any case; zone says that WITH TIME ZONE followed.
func KindOf(name string, zone bool) (Kind, error) {
	k, ok := kindsByName[strings.ToUpper(name)]
	switch {
	case !ok, zone && k != Time && k != Timestamp:
		return Unknown, fmt.Errorf("Unknown type: %s", strings.ToLower(name))
	case zone && k == Time:
		return TimeTZ, nil
	case zone:
		return TimestampTZ, nil
	}
	return k, nil
}
