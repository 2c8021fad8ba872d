package query

import "time"

// Statement is a question as it was asked.
type Statement struct {
	SQL string `json:"sql"`
	// Lake says that it is CloudTrail Lake SQL.
	Lake bool `json:"lake,omitempty"`
	// Parameters are the values of `?`, as SQL expressions.
	Parameters []string `json:"parameters,omitempty"`
	// Catalog and Database are what names without them mean, on Athena.
	Catalog  string `json:"catalog,omitempty"`
	Database string `json:"database,omitempty"`
	// Workgroup and By say for whom it runs.
	Workgroup string `json:"workgroup,omitempty"`
	By        string `json:"by,omitempty"`
	// Timeout ends it after a time; the service's own by default.
	Timeout time.Duration `json:"timeout,omitempty"`
	// Once says that the rows are handed to one reader as they come, and not kept: the statement waits for its reader.
	Once bool `json:"-"`
}
