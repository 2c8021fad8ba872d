package catalog

import (
	"errors"
	"regexp"
	"strings"
	"time"
)

// Database is a database of the data catalog, as on Glue
// (https://docs.aws.amazon.com/glue/latest/webapi/API_Database.html). Its name is in small letters.
type Database struct {
	Name        string            `json:"name"`
	Description string            `json:"description,omitempty"`
	Location    string            `json:"location,omitempty"`
	Parameters  map[string]string `json:"parameters,omitempty"`
	Created     time.Time         `json:"created,omitzero"`
}

// Errors of the data catalog, one a kind.
var (
	ErrDatabaseNotFound  = errors.New("there is no such database")
	ErrDatabaseExists    = errors.New("a database of that name exists")
	ErrDatabaseNotEmpty  = errors.New("the database has tables")
	ErrTableNotFound     = errors.New("there is no such table")
	ErrTableExists       = errors.New("a table of that name exists")
	ErrTableChanged      = errors.New("the table was changed meanwhile")
	ErrVersionNotFound   = errors.New("there is no such version of the table")
	ErrPartitionNotFound = errors.New("there is no such partition")
	ErrPartitionExists   = errors.New("a partition of these values exists")
)

var dataName = regexp.MustCompile(`^[^\x00-\x1f\x7f./\\"'` + "`" + `]{1,255}$`)

// DataName is a name of a database or table as the data catalog keeps it; ok is false where it can be none.
func DataName(name string) (kept string, ok bool) {
	return strings.ToLower(name), dataName.MatchString(name)
}

// Reserved reports whether a database's name is taken by what Tarn itself shows under it.
func Reserved(database string) bool {
	return database == SystemSchema || database == InformationSchema || database == LakeCatalog
}
