// Package trinojson reads and writes JSON as Trino does, and follows its two languages of paths: json_extract's and SQL/JSON's.
package trinojson
