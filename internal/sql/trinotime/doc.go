// Package trinotime reads and writes times as Trino does: zones, MySQL's and Joda's patterns, ISO 8601, durations.
package trinotime
