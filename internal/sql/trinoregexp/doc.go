// Package trinoregexp reads and matches regular expressions as Trino does: Java's syntax, in the reading of Trino's default
// library.
package trinoregexp
