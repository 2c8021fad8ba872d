package duckdb

import (
	"errors"
	"fmt"
	"regexp"
	"strings"

	"tarn/internal/engine"
)

// fault is an error in DuckDB's words: `Conversion Error: Could not convert …`.
type fault struct{ text string }

func (f *fault) Error() string { return f.text }

// kind is what stands before " Error: ".
func (f *fault) kind() string {
	kind, _, ok := strings.Cut(f.text, " Error: ")
	if !ok {
		return ""
	}
	return kind
}

// ours is an error whose code a native function names: `GENERIC_INTERNAL_ERROR: …`.
var ours = regexp.MustCompile(`(?s)^Invalid Input Error: ([A-Z]+(?:_[A-Z]+)+): (.*)$`)

// wordings tell the code of a failure that emitted text raises in Trino's words. The first that fits counts.
var wordings = []struct{ text, code string }{
	{"Division by zero", "DIVISION_BY_ZERO"},
	{"does not support arrays with elements that are null", "NOT_SUPPORTED"},
	{"larger than the maximum output length", "EXCEEDED_FUNCTION_MEMORY_LIMIT"},
	{"Window frame offset value", "INVALID_WINDOW_FRAME"},
	{"overflow", "NUMERIC_VALUE_OUT_OF_RANGE"},
	{"Out of range for", "INVALID_CAST_ARGUMENT"},
	{"out of range", "NUMERIC_VALUE_OUT_OF_RANGE"},
	{"Cannot cast", "INVALID_CAST_ARGUMENT"},
	{"cannot be cast to", "INVALID_CAST_ARGUMENT"},
	{"Scalar sub-query has returned multiple rows", "SUBQUERY_MULTIPLE_ROWS"},
	{"is not in Tarn yet", "NOT_SUPPORTED"},
}

// translation is one of DuckDB's errors in Trino's words.
type translation struct {
	pattern *regexp.Regexp
	code    string
	message string // $1 is the pattern's first group
}

var translations = []translation{
	{regexp.MustCompile(`^Divide by Zero Error`), "DIVISION_BY_ZERO", "Division by zero"},
	{regexp.MustCompile(`^Out of Range Error: Overflow in division of -128 / -1`), "GENERIC_INTERNAL_ERROR", "Value 128 exceeds MAX_BYTE"},
	{regexp.MustCompile(`^Out of Range Error: Overflow in division of -32768 / -1`), "GENERIC_INTERNAL_ERROR", "Value 32768 exceeds MAX_SHORT for type smallint"},
	{regexp.MustCompile(`^Out of Range Error: Overflow in division of -2147483648 / -1`), "GENERIC_INTERNAL_ERROR", "Value 2147483648 exceeds MAX_INT for type integer"},
	{regexp.MustCompile(`^Out of Range Error: Overflow in division of (.*)`), "NUMERIC_VALUE_OUT_OF_RANGE", "bigint division overflow: $1"},
	{regexp.MustCompile(`^Out of Range Error: Overflow on abs\((.*)\)`), "NUMERIC_VALUE_OUT_OF_RANGE", "Value $1 is out of range for abs"},
	{regexp.MustCompile(`^Out of Range Error: Overflow in (addition|subtraction|multiplication|division|negation) of INT64 \((.*)\)`), "NUMERIC_VALUE_OUT_OF_RANGE", "bigint $1 overflow: $2"},
	{regexp.MustCompile(`^Out of Range Error: Overflow in (addition|subtraction|multiplication|division|negation) of INT32 \((.*)\)`), "NUMERIC_VALUE_OUT_OF_RANGE", "integer $1 overflow: $2"},
	{regexp.MustCompile(`^Out of Range Error: Overflow in (addition|subtraction|multiplication|division|negation) of INT16 \((.*)\)`), "NUMERIC_VALUE_OUT_OF_RANGE", "smallint $1 overflow: $2"},
	{regexp.MustCompile(`^Out of Range Error: Overflow in (addition|subtraction|multiplication|division|negation) of INT8 \((.*)\)`), "NUMERIC_VALUE_OUT_OF_RANGE", "tinyint $1 overflow: $2"},
	{regexp.MustCompile(`^Out of Range Error: Overflow in \w+ of DECIMAL`), "NUMERIC_VALUE_OUT_OF_RANGE", "Decimal overflow"},
	{regexp.MustCompile(`^Out of Range Error: Invalid RANGE (?:PRECEDING|FOLLOWING) value`), "INVALID_WINDOW_FRAME", "Window frame offset value must not be negative or null"},
	{regexp.MustCompile(`^Out of Range Error: (.*)`), "NUMERIC_VALUE_OUT_OF_RANGE", "$1"},
	{regexp.MustCompile(`^Conversion Error: Could not convert string '(.*)' to INT64`), "INVALID_CAST_ARGUMENT", "Cannot cast '$1' to BIGINT"},
	{regexp.MustCompile(`^Conversion Error: Could not convert string '(.*)' to INT32`), "INVALID_CAST_ARGUMENT", "Cannot cast '$1' to INT"},
	{regexp.MustCompile(`^Conversion Error: Could not convert string '(.*)' to INT16`), "INVALID_CAST_ARGUMENT", "Cannot cast '$1' to SMALLINT"},
	{regexp.MustCompile(`^Conversion Error: Could not convert string '(.*)' to INT8`), "INVALID_CAST_ARGUMENT", "Cannot cast '$1' to TINYINT"},
	{regexp.MustCompile(`^Conversion Error: Could not convert string '(.*)' to DOUBLE`), "INVALID_CAST_ARGUMENT", "Cannot cast '$1' to DOUBLE"},
	{regexp.MustCompile(`^Conversion Error: Could not convert string '(.*)' to FLOAT`), "INVALID_CAST_ARGUMENT", "Cannot cast '$1' to REAL"},
	{regexp.MustCompile(`^Conversion Error: Could not convert string '(.*)' to BOOL`), "INVALID_CAST_ARGUMENT", "Cannot cast '$1' to BOOLEAN"},
	{regexp.MustCompile(`^Conversion Error: (?:invalid date field format|date field value out of range): "([^"]*)"`), "INVALID_CAST_ARGUMENT", "Value cannot be cast to date: $1"},
	{regexp.MustCompile(`^Conversion Error: (?:invalid timestamp field format|timestamp field value out of range): "([^"]*)"`), "INVALID_CAST_ARGUMENT", "Value cannot be cast to timestamp: $1"},
	// Sums are of 128 bits until they are given their type.
	{regexp.MustCompile(`^Conversion Error: Type INT128 with value \S+ can't be cast .* type INT64`), "NUMERIC_VALUE_OUT_OF_RANGE", "bigint addition overflow"},
	{regexp.MustCompile(`^Conversion Error: Type \w+ with value (\S+) can't be cast .* type INT64`), "NUMERIC_VALUE_OUT_OF_RANGE", "Out of range for bigint: $1"},
	{regexp.MustCompile(`^Conversion Error: Type \w+ with value (\S+) can't be cast .* type INT32`), "NUMERIC_VALUE_OUT_OF_RANGE", "Out of range for integer: $1"},
	{regexp.MustCompile(`^Conversion Error: Type \w+ with value (\S+) can't be cast .* type INT16`), "NUMERIC_VALUE_OUT_OF_RANGE", "Out of range for smallint: $1"},
	{regexp.MustCompile(`^Conversion Error: Type \w+ with value (\S+) can't be cast .* type INT8`), "NUMERIC_VALUE_OUT_OF_RANGE", "Out of range for tinyint: $1"},
	// Decimals.
	{regexp.MustCompile(`^Conversion Error: Failed to cast decimal value (\S+) to type INT64`), "INVALID_CAST_ARGUMENT", "Cannot cast '$1' to BIGINT"},
	{regexp.MustCompile(`^Conversion Error: Failed to cast decimal value (\S+) to type INT32`), "INVALID_CAST_ARGUMENT", "Cannot cast '$1' to INTEGER"},
	{regexp.MustCompile(`^Conversion Error: Failed to cast decimal value (\S+) to type INT16`), "INVALID_CAST_ARGUMENT", "Cannot cast '$1' to SMALLINT"},
	{regexp.MustCompile(`^Conversion Error: Failed to cast decimal value (\S+) to type INT8`), "INVALID_CAST_ARGUMENT", "Cannot cast '$1' to TINYINT"},
	{regexp.MustCompile(`^Conversion Error: Casting value "(\S+)" to type DECIMAL\((\d+),(\d+)\) failed: value is out of range!`), "INVALID_CAST_ARGUMENT", "Cannot cast DECIMAL '$1' to DECIMAL($2, $3)"},
	{regexp.MustCompile(`^Conversion Error: Could not cast value (\S+) to DECIMAL\((\d+),(\d+)\)`), "INVALID_CAST_ARGUMENT", "Cannot cast BIGINT '$1' to DECIMAL($2, $3)"},
	{regexp.MustCompile(`^(?:Conversion|Invalid Input) Error: Malformed JSON`), "INVALID_FUNCTION_ARGUMENT", "Cannot convert value to JSON"},
	{regexp.MustCompile(`^Conversion Error: (.*)`), "INVALID_CAST_ARGUMENT", "$1"},
	{regexp.MustCompile(`^Invalid Input Error: More than one row returned by a subquery`), "SUBQUERY_MULTIPLE_ROWS", "Scalar sub-query has returned multiple rows"},
	{regexp.MustCompile(`^Invalid Input Error: Map keys can not be NULL`), "INVALID_FUNCTION_ARGUMENT", "map key cannot be null"},
	{regexp.MustCompile(`^Binder Error: QUANTILE can only take constant parameters`), "NOT_SUPPORTED", "approx_percentile is in Tarn with constant percentages only, so far"},
	{regexp.MustCompile(`^Binder Error: QUANTILE can only take parameters in the range`), "INVALID_FUNCTION_ARGUMENT", "Percentile must be between 0 and 1"},
	{regexp.MustCompile(`^Invalid Input Error: Map keys must be unique`), "INVALID_FUNCTION_ARGUMENT", "Duplicate map keys are not allowed"},
	{regexp.MustCompile(`^IO Error: .*(?:[Nn]o space left|disk full|max_temp_directory_size)`), "GENERIC_INSUFFICIENT_RESOURCES", "The disk is full: the statement needs more room for its intermediate rows"},
	{regexp.MustCompile(`^Binder Error: Max expression depth limit`), "STACK_OVERFLOW", "statement is too large: its expressions are nested too deep"},
	{regexp.MustCompile(`^Not implemented Error: (.*)`), "NOT_SUPPORTED", "This is not in Tarn yet: $1"},
	{regexp.MustCompile(`^IO Error: (.*)`), "GENERIC_EXTERNAL", "A data file cannot be read: $1"},
}

// translate gives an error of DuckDB in Trino's words. memory is the limit to name where it was exceeded.
func translate(err error, memory int64) error {
	var f *fault
	if err == nil || !errors.As(err, &f) {
		return err
	}
	if m := ours.FindStringSubmatch(f.text); m != nil {
		message, _, _ := strings.Cut(m[2], "\n")
		return &engine.Error{Code: m[1], Message: message, Err: f}
	}
	if f.kind() == "Out of Memory" {
		if strings.Contains(f.text, "max_temp_directory_size") {
			return &engine.Error{Code: "GENERIC_INSUFFICIENT_RESOURCES", Message: "The disk is full: the statement needs more room for its intermediate rows", Err: f}
		}
		return &engine.Error{Code: "EXCEEDED_LOCAL_MEMORY_LIMIT", Message: "Query exceeded per-node memory limit of " + dataSize(memory), Err: f}
	}
	first, _, _ := strings.Cut(f.text, "\n")
	for _, t := range translations {
		if m := t.pattern.FindStringSubmatchIndex(first); m != nil {
			return &engine.Error{Code: t.code, Message: string(t.pattern.ExpandString(nil, t.message, first, m)), Err: f}
		}
	}
	if raised, ok := strings.CutPrefix(f.text, "Invalid Input Error: "); ok {
		for _, w := range wordings {
			if strings.Contains(raised, w.text) {
				return &engine.Error{Code: w.code, Message: raised, Err: f}
			}
		}
		return &engine.Error{Code: "INVALID_FUNCTION_ARGUMENT", Message: raised, Err: f}
	}
	return &engine.Error{Code: "GENERIC_INTERNAL_ERROR", Message: "The engine failed: " + first, Err: f}
}

// broken reports whether the database is not to be used again after an error.
func broken(err error) bool {
	var f *fault
	if !errors.As(err, &f) {
		return false
	}
	switch f.kind() {
	case "FATAL", "INTERNAL", "Out of Memory":
		return true
	}
	return false
}

// dataSize writes bytes as Trino does: 512MB, 1.50GB.
func dataSize(n int64) string {
	unit, size := "B", float64(n)
	for _, next := range []string{"kB", "MB", "GB", "TB"} {
		if size < 1024 {
			break
		}
		unit, size = next, size/1024
	}
	if size == float64(int64(size)) {
		return fmt.Sprintf("%d%s", int64(size), unit)
	}
	return fmt.Sprintf("%.2f%s", size, unit)
}
