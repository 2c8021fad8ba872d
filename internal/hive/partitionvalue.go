package hive

import (
	"strconv"
	"time"

	"tarn/internal/catalog"
	"tarn/internal/schema"
)

// PartitionValue is a partition key's value as Hive keeps it: a whole number without zeros in front. It fails for a text that is no
// value of the key's type.
func PartitionValue(key catalog.Column, text string) (string, error) {
	t, err := schema.ParseHive(key.Type)
	if err != nil {
		return "", err
	}
	value, _, err := keyValue(key, t, text)
	if err != nil {
		return "", err
	}
	switch v := value.(type) {
	case int64:
		return strconv.FormatInt(v, 10), nil
	case time.Time:
		if t.Kind == schema.Date {
			return v.Format(time.DateOnly), nil
		}
	}
	return text, nil
}
