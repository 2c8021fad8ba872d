// Package emit writes an analysed statement as DuckDB SQL.
package emit

import "tarn/internal/sql/analyze"

// DuckDB gives the statement as DuckDB SQL. scan returns the FROM text of a scan's data files, such as
// read_parquet([…], schema = MAP {…}), whose columns have the stored names of scan.Relation.
//
// The result's columns come in the order of q.Columns, under other names. A row's members are named as Member says.
func DuckDB(q *analyze.Query, scan func(*analyze.Scan) (string, error)) (string, error) {
	return "", nil
}
