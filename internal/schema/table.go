package schema

import "time"

// Table is a table as the lake keeps it: an Iceberg table whose rows come from log files.
//
// Stored types are the ones Iceberg has: boolean, integer, bigint, double, varchar, timestamp(6) (UTC), date, JSON, row, and
// array of rows of those. JSON is kept as a string, byte for byte as delivered; a delivered JSON null is the text `null`,
// an absent member is NULL.
type Table struct {
	// Name is the kind of rows, as in `cloudtrail`.
	Name string
	// Version of this layout; it grows when columns are added.
	Version int
	Columns []Stored
	// Time is the name of the event time column: the partition (by day) and the sort key within a file.
	Time string
	// Key is the column whose value is a record's own ID: a second record of the same ID is a copy. Where it is empty, a record is
	// identified by its place, the object and the number in it, and its content.
	Key string
}

// Stored is one top-level column of a Table, or a member of one.
type Stored struct {
	// ID is the column's Iceberg field ID: given once, never used again for another column.
	ID   int
	Name string
	Kind Kind
	// Members of a row, or of an array's element row. An array's element is always a row here.
	Members []Stored
	// Elem is the field ID of an array's element.
	Elem int
	// Search marks columns that people look single values up in: they get a bloom filter.
	Search bool
	// Distinct marks columns whose values seldom repeat: they are written plain, without a dictionary.
	Distinct bool
	// Declared is the type that SQL gives JSON text: a row, an array or a map of them, whose members have the names that they
	// have in the text. Without, it is free-form. Of another kind it is the type that SQL gives the value.
	Declared *Type
	Doc      string
}

// Relation is a table as SQL sees it: a Table, or a part of it, under a name, with declared columns.
type Relation struct {
	// Catalog, Schema and Name are the parts of the full name, lower case: "aws:cloudtrail"."default"."<id>" and the like.
	Catalog, Schema, Name string
	Columns               []Column
	// Lake says that CloudTrail Lake's habits apply: column names keep their case, timestamps compare with strings.
	Lake bool
	// Source names what holds the rows: the engine's Files answers for it.
	Source string
	// Origin is what the one who answers for Source gave the relation to find the rows by; it may be nil.
	Origin any
	// Versioned says that the relation can be read as it was: AsOf then says when, nil for the present.
	Versioned bool
	AsOf      *AsOf
	// View is the query that a view stands for; a view has no Source.
	View *View
}

// AsOf is a moment in a relation's history: a snapshot's ID, or the last one at or before a time.
type AsOf struct {
	Snapshot int64
	Time     time.Time
}

// View is a query under a name.
type View struct {
	// SQL is the query's text, Security DEFINER or INVOKER.
	SQL, Comment, Security string
	// Catalog and Schema are what names without them mean in the text; empty for the usual ones.
	Catalog, Schema string `json:",omitempty"`
	// Columns are what the query gave when the view was made.
	Columns []ViewColumn
	Created time.Time
}

// ViewColumn is a column of a view; Type is as in SQL.
type ViewColumn struct {
	Name string `json:"name"`
	Type string `json:"type"`
}

// Column is one declared column of a Relation.
type Column struct {
	Name string
	Type Type
	// From is the stored column that holds the value, Stored its stored type. Where the two types differ, at any depth, the
	// value is converted when read: JSON to varchar is the text (NULL for the text `null`), JSON to map(varchar, varchar)
	// has scalars as their text and nested values as JSON text, timestamp to varchar is ISO 8601 (2022-01-11T00:27:12Z),
	// boolean to varchar is true or false. JSON whose stored type has an Elem is text of that type, and read so: what the text
	// lacks, or has of another type, is NULL, and members beyond it are left out.
	From   string
	Stored Type
	// Computed names a value made from the whole row (EventJSON); From is empty then.
	Computed string
	// Hidden columns are not part of SELECT *: "$path" and provenance.
	Hidden bool
	Doc    string
}

// EventJSON is the Computed column that gives the whole event back, equal as JSON to what was delivered.
const EventJSON = "eventJson"

// FieldID is the Iceberg field ID of a column, or of a part of it: the members of a row, the element of an array, the key and the value of
// a map.
type FieldID struct {
	ID    int
	Parts []FieldID
}
