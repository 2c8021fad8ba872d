// Package format writes results: as CSV, JSON, Parquet, or a table for a terminal.
package format
