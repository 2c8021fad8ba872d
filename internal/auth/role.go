package auth

import "slices"

// Role is what a key may do.
type Role string

// The roles.
const (
	// Admin may do everything.
	Admin Role = "admin"
	// Analyst may read the stores and databases of the key, keep questions, and write tables.
	Analyst Role = "analyst"
	// Ingest may bring events in, and see which stores there are.
	Ingest Role = "ingest"
	// Auditor may read the stores of the key and the record of calls, and change nothing.
	Auditor Role = "auditor"
)

// Roles lists them.
var Roles = []string{string(Admin), string(Analyst), string(Ingest), string(Auditor)}

// Access is what an operation needs.
type Access int

// The kinds of access.
const (
	// Manage changes what there is and who may: stores, channels, workgroups, policies.
	Manage Access = iota
	// List sees names, settings and definitions.
	List
	// Query reads rows, and the results of one's own questions.
	Query
	// Save keeps questions: named queries, prepared statements, views, dashboards.
	Save
	// Write makes, fills and drops tables, and writes objects.
	Write
	// Put brings events in: PutAuditEvents, imports.
	Put
	// Audit reads the record of calls.
	Audit
)

var allowed = map[Role][]Access{
	Admin:   {Manage, List, Query, Save, Write, Put, Audit},
	Analyst: {List, Query, Save, Write},
	Ingest:  {List, Put},
	Auditor: {List, Query, Audit},
}

// Allows reports whether a role has an access.
func (r Role) Allows(a Access) bool { return slices.Contains(allowed[r], a) }
