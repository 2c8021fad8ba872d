package trinojson

import (
	"strconv"

	"tarn/internal/schema"
)

// jsonNumber is a double as JSON has it: what is no number there is a text.
func jsonNumber(s string) string {
	if c := s[len(s)-1]; c < '0' || c > '9' {
		return `"` + s + `"`
	}
	return s
}

// normal is a number's text as Jackson writes what it has read: an integer's own, a double's in Java's form.
func normal(t token, raw string) string {
	if t == float {
		f, _ := strconv.ParseFloat(raw, 64)
		return jsonNumber(schema.JavaText(f, 64))
	}
	if raw == "-0" {
		return "0"
	}
	return raw
}
