package catalog

import (
	"context"
	"strings"
	"time"

	"tarn/internal/schema"
)

// Types of tables, in Glue's words.
const (
	ExternalTable = "EXTERNAL_TABLE"
	VirtualView   = "VIRTUAL_VIEW"
)

// Table is a table or view of the data catalog, as on Glue (https://docs.aws.amazon.com/glue/latest/webapi/API_Table.html).
// Names of databases, tables and columns are in small letters.
type Table struct {
	Database string `json:"-"`
	Name     string `json:"-"`
	// ID is the table's own, whatever its name becomes.
	ID string `json:"-"`
	// Version counts the table's changes, from 0.
	Version     int64  `json:"-"`
	Type        string `json:"type,omitempty"`
	Description string `json:"description,omitempty"`
	Owner       string `json:"owner,omitempty"`
	Retention   int    `json:"retention,omitempty"`
	// Storage has the columns that the files have; PartitionKeys come after them.
	Storage       Storage           `json:"storage"`
	PartitionKeys []Column          `json:"partitionKeys,omitempty"`
	Parameters    map[string]string `json:"parameters,omitempty"`
	// Partitioning are the terms that an Iceberg table is partitioned by; Said is the location that its statement named, where nothing of it lies.
	Partitioning []string `json:"partitioning,omitempty"`
	Said         string   `json:"said,omitempty"`
	// View is a view that Athena or Tarn made; other engines' views have texts only.
	View         *schema.View `json:"view,omitempty"`
	ViewOriginal string       `json:"viewOriginal,omitempty"`
	ViewExpanded string       `json:"viewExpanded,omitempty"`
	CreatedBy    string       `json:"createdBy,omitempty"`
	Created      time.Time    `json:"created,omitzero"`
	Updated      time.Time    `json:"updated,omitzero"`
	Accessed     time.Time    `json:"accessed,omitzero"`
	Analyzed     time.Time    `json:"analyzed,omitzero"`
}

// LocationTemplate is the property that says where the partitions lie that other properties tell:
// https://docs.aws.amazon.com/athena/latest/ug/partition-projection-setting-up.html.
const LocationTemplate = "storage.location.template"

// TemplatePlace is what all places begin with that a table's properties name: its template up to the slash before the first value. ok
// is false where there is no template.
func (t Table) TemplatePlace() (place string, ok bool) {
	place = strings.TrimSpace(t.Parameters[LocationTemplate])
	if place == "" {
		return "", false
	}
	if fixed, _, templated := strings.Cut(place, "${"); templated && strings.Contains(fixed, "/") {
		place = fixed[:strings.LastIndexByte(fixed, '/')+1]
	}
	return place, true
}

// Column is a column of a table. Type is Hive's text: array<struct<a:int>>.
type Column struct {
	Name       string            `json:"name"`
	Type       string            `json:"type,omitempty"`
	Comment    string            `json:"comment,omitempty"`
	Parameters map[string]string `json:"parameters,omitempty"`
}

// Storage is where a table's or a partition's rows are, and in which form: Glue's StorageDescriptor.
type Storage struct {
	Columns      []Column          `json:"columns,omitempty"`
	Location     string            `json:"location,omitempty"`
	InputFormat  string            `json:"inputFormat,omitempty"`
	OutputFormat string            `json:"outputFormat,omitempty"`
	SerDe        SerDe             `json:"serde,omitzero"`
	Compressed   bool              `json:"compressed,omitempty"`
	Parameters   map[string]string `json:"parameters,omitempty"`
	// Buckets, BucketColumns, SortColumns and SubDirectories are kept for those who ask; Tarn itself does not use them.
	Buckets        int      `json:"buckets,omitempty"`
	BucketColumns  []string `json:"bucketColumns,omitempty"`
	SortColumns    []Sort   `json:"sortColumns,omitempty"`
	SubDirectories bool     `json:"subDirectories,omitempty"`
	// Skewed is Glue's SkewedInfo as it came, Additional its AdditionalLocations.
	Skewed     []byte   `json:"skewed,omitempty"`
	Additional []string `json:"additional,omitempty"`
}

// Sort is a column that rows are sorted by: Order is 1 for ascending, 0 for descending.
type Sort struct {
	Column string `json:"column"`
	Order  int    `json:"order"`
}

// SerDe is what reads and writes rows in Hive.
type SerDe struct {
	Name       string            `json:"name,omitempty"`
	Library    string            `json:"library,omitempty"`
	Parameters map[string]string `json:"parameters,omitempty"`
}

// Partition is a part of a table: the rows that have these values in the partition keys.
type Partition struct {
	// Values are as Hive writes them, one a key.
	Values []string `json:"-"`
	// Storage is the partition's own where it has one; without, it is the table's but for the location.
	Storage    Storage           `json:"storage"`
	Parameters map[string]string `json:"parameters,omitempty"`
	Created    time.Time         `json:"created,omitzero"`
	Accessed   time.Time         `json:"accessed,omitzero"`
	Analyzed   time.Time         `json:"analyzed,omitzero"`
}

// HiveNull is the partition value that stands for NULL.
const HiveNull = "__HIVE_DEFAULT_PARTITION__"

// TableName is a table's name with its type.
type TableName struct{ Name, Type string }

// Data keeps databases and tables. Lists are in the order of the names, those after one only, at most max; 0 is no limit.
// Names are given in small letters. Databases other than default have to be made before their tables.
type Data interface {
	// Changes grows with each change of the databases, the tables and the event data stores, and when a statement begins or ends
	// to add files to a table, by whichever process.
	Changes(ctx context.Context) (int64, error)

	Database(ctx context.Context, name string) (Database, error)
	Databases(ctx context.Context, after string, max int) ([]Database, error)
	AddDatabase(ctx context.Context, d Database) error
	SetDatabase(ctx context.Context, d Database) error
	// RemoveDatabase fails with ErrDatabaseNotEmpty where there are tables, unless they are to go, too.
	RemoveDatabase(ctx context.Context, name string, tables bool) error

	Table(ctx context.Context, database, name string) (Table, error)
	Tables(ctx context.Context, database, after string, max int) ([]Table, error)
	// TableNames lists all of a database.
	TableNames(ctx context.Context, database string) ([]TableName, error)
	// AddTable adds a table, and its partitions with it. It fails with ErrTableExists or ErrDatabaseNotFound.
	AddTable(ctx context.Context, t Table, partitions ...Partition) error
	// SetTable replaces a table, which gets the next version, and keeps the one before where archive says so. t.Version is the
	// one that is replaced: where the table has another, it fails with ErrTableChanged; -1 is any. name is the table's name so
	// far, t.Name may be another.
	SetTable(ctx context.Context, name string, t Table, archive bool) error
	// MoveTable is SetTable of a table, found by its ID, that goes to another database; t.Name may be another than so far.
	MoveTable(ctx context.Context, t Table, database string) error
	// RemoveTable removes a table with its versions and partitions.
	RemoveTable(ctx context.Context, database, name string) error

	// Versions lists a table's versions, the youngest first, those before one only; 0 is no limit. The present one is among them.
	Versions(ctx context.Context, database, name string, before int64, max int) ([]Table, error)
	// RemoveVersion removes an old version. The present one stays: ErrTableChanged.
	RemoveVersion(ctx context.Context, database, name string, version int64) error

	// Partition gives the partition of these values.
	Partition(ctx context.Context, t Table, values []string) (Partition, error)
	// Partitions calls f for the partitions in the order of their values: those that begin with prefix and come after the
	// values of after. f may say to stop.
	Partitions(ctx context.Context, t Table, prefix, after []string, f func(Partition) (more bool, err error)) error
	// AddPartition fails with ErrPartitionExists.
	AddPartition(ctx context.Context, t Table, p ...Partition) error
	// SetPartition replaces the partition of values, which p may change.
	SetPartition(ctx context.Context, t Table, values []string, p Partition) error
	RemovePartition(ctx context.Context, t Table, values []string) error
}
