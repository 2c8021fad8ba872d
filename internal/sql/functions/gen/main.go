// Command gen writes docs/sql-functions.md, the table of the SQL functions that Tarn has.
package main

import (
	"log"
	"os"

	"tarn/internal/sql/functions"
)

func main() {
	if err := os.WriteFile(os.Args[1], []byte(functions.Coverage()), 0o644); err != nil {
		log.Fatal(err)
	}
}
