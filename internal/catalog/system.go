package catalog

import "tarn/internal/schema"

// SystemSource begins the Source of a relation that is made from the state, not from the lake.
const SystemSource = "system:"

// Quarantine and Objects are tables of Tarn's own state, made when a statement reads them.
var (
	Quarantine = &schema.Table{Name: "quarantine", Version: 1, Columns: []schema.Stored{
		{ID: 1, Name: "id", Kind: schema.Varchar, Doc: "the entry's ID, as tarn quarantine show takes it"},
		{ID: 2, Name: "store", Kind: schema.Varchar, Doc: "the event data store's ID"},
		{ID: 3, Name: "object", Kind: schema.Varchar, Doc: "the source object"},
		{ID: 4, Name: "version", Kind: schema.Varchar},
		{ID: 5, Name: "etag", Kind: schema.Varchar},
		{ID: 6, Name: "record", Kind: schema.Bigint, Doc: "the record's number in the object, -1 for the object itself"},
		{ID: 7, Name: "byte_offset", Kind: schema.Bigint, Doc: "in the object's decompressed bytes"},
		{ID: 8, Name: "kind", Kind: schema.Varchar, Doc: "record, conflict or object"},
		{ID: 9, Name: "reason", Kind: schema.Varchar},
		{ID: 10, Name: "event_id", Kind: schema.Varchar},
		{ID: 11, Name: "raw", Kind: schema.Varchar, Doc: "the record as delivered, cut where it is very long"},
		{ID: 12, Name: "time", Kind: schema.Timestamp},
	}}
	Objects = &schema.Table{Name: "objects", Version: 1, Columns: []schema.Stored{
		{ID: 1, Name: "store", Kind: schema.Varchar, Doc: "the event data store's ID"},
		{ID: 2, Name: "object", Kind: schema.Varchar},
		{ID: 3, Name: "version", Kind: schema.Varchar},
		{ID: 4, Name: "etag", Kind: schema.Varchar},
		{ID: 5, Name: "bytes", Kind: schema.Bigint},
		{ID: 6, Name: "sha256", Kind: schema.Varchar},
		{ID: 7, Name: "kind", Kind: schema.Varchar, Doc: "events, insights, digest or failed"},
		{ID: 8, Name: "records", Kind: schema.Bigint},
		{ID: 9, Name: "events", Kind: schema.Bigint},
		{ID: 10, Name: "duplicates", Kind: schema.Bigint},
		{ID: 11, Name: "quarantined", Kind: schema.Bigint},
		{ID: 12, Name: "imported", Kind: schema.Timestamp},
	}}
)

// SnapshotsSource begins the Source of a table's history, its name with $snapshots behind it, as Trino's Iceberg connector has it.
const SnapshotsSource = SystemSource + "snapshots@"

// Snapshots is a table's history: what FOR VERSION AS OF may name.
var Snapshots = &schema.Table{Name: "snapshots", Version: 1, Columns: []schema.Stored{
	{ID: 1, Name: "committed_at", Kind: schema.Timestamp},
	{ID: 2, Name: "snapshot_id", Kind: schema.Bigint},
	{ID: 3, Name: "parent_id", Kind: schema.Bigint},
	{ID: 4, Name: "operation", Kind: schema.Varchar},
}}

var system = []*schema.Relation{systemRelation(Quarantine), systemRelation(Objects)}

func systemRelation(t *schema.Table) *schema.Relation {
	return &schema.Relation{Catalog: DefaultCatalog, Schema: SystemSchema, Name: t.Name, Columns: schema.LakeColumns(t), Source: SystemSource + t.Name}
}
