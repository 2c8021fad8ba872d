// Package duckdb runs statements in DuckDB, inside this process.
//
// It drives DuckDB's C API through the bindings that duckdb-go stands on: they stream results, tell the progress, and have
// been measured against database/sql (docs/decisions/2026-11-21-duckdb-results.md).
package duckdb
