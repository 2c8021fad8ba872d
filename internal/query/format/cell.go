package format

import (
	"tarn/internal/engine"
	"tarn/internal/schema"
)

// Cell is a value as a program that shows tables takes it: Text, but arrays, maps and rows are JSON, whose numbers have all their
// digits. ok is false for NULL.
func Cell(t schema.Type, value any) (text string, ok bool) {
	switch value.(type) {
	case nil:
		return "", false
	case []any, engine.Map, engine.Row:
		return string(appendJSON(nil, t, value)), true
	}
	return Text(t, value), true
}
