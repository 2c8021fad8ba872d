// Package functions is the table of Trino's functions: their types, and their form in DuckDB.
package functions
