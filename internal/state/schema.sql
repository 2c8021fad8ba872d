CREATE TABLE IF NOT EXISTS meta(name TEXT PRIMARY KEY, value) WITHOUT ROWID;

-- Event data stores.
CREATE TABLE IF NOT EXISTS stores(
  id TEXT PRIMARY KEY, name TEXT NOT NULL UNIQUE, kind TEXT NOT NULL, lake_table TEXT NOT NULL, status TEXT NOT NULL,
  retention_days INTEGER NOT NULL, termination_protection INTEGER NOT NULL,
  created TEXT NOT NULL, updated TEXT NOT NULL, delete_after TEXT NOT NULL DEFAULT ''
) WITHOUT ROWID;

-- Buckets and folders that a server follows, and how far each was listed.
CREATE TABLE IF NOT EXISTS sources(
  id TEXT PRIMARY KEY, uri TEXT NOT NULL, store TEXT NOT NULL, options TEXT NOT NULL, progress TEXT NOT NULL DEFAULT '',
  followed INTEGER NOT NULL, created TEXT NOT NULL, UNIQUE(uri, store)
) WITHOUT ROWID;

-- Channels, which bring events from outside AWS; tags, policies and settings of resources, which go by the ends of their ARNs.
CREATE TABLE IF NOT EXISTS channels(id TEXT PRIMARY KEY, name TEXT NOT NULL UNIQUE, source TEXT NOT NULL UNIQUE, content TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS attributes(resource TEXT NOT NULL, kind TEXT NOT NULL, content TEXT NOT NULL, PRIMARY KEY(resource, kind)) WITHOUT ROWID;

-- Imports that were asked for, and what they failed at.
CREATE TABLE IF NOT EXISTS imports(id TEXT PRIMARY KEY, created TEXT NOT NULL, content TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS import_failures(import TEXT NOT NULL, number INTEGER NOT NULL, content TEXT NOT NULL, PRIMARY KEY(import, number)) WITHOUT ROWID;

-- The ledger: batches that are open, and the objects of those that are done.
CREATE TABLE IF NOT EXISTS batches(
  id TEXT PRIMARY KEY, store TEXT NOT NULL, begun TEXT NOT NULL, staged TEXT NOT NULL DEFAULT ''
) WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS objects(
  store TEXT NOT NULL, uri TEXT NOT NULL, version TEXT NOT NULL, etag TEXT NOT NULL, size INTEGER NOT NULL, sha256 TEXT NOT NULL,
  records INTEGER NOT NULL, complete INTEGER NOT NULL, kind TEXT NOT NULL,
  events INTEGER NOT NULL, duplicates INTEGER NOT NULL, quarantined INTEGER NOT NULL, batch TEXT NOT NULL, imported TEXT NOT NULL,
  PRIMARY KEY(store, uri, version, etag, size)
) WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS quarantine(
  id TEXT PRIMARY KEY, store TEXT NOT NULL, uri TEXT NOT NULL, version TEXT NOT NULL, etag TEXT NOT NULL, size INTEGER NOT NULL,
  record INTEGER NOT NULL, byte_offset INTEGER NOT NULL, kind TEXT NOT NULL, reason TEXT NOT NULL, event_id TEXT NOT NULL, raw BLOB,
  batch TEXT NOT NULL, time TEXT NOT NULL, resolved TEXT NOT NULL DEFAULT ''
);
CREATE UNIQUE INDEX IF NOT EXISTS quarantine_place ON quarantine(store, uri, version, etag, size, record, byte_offset, kind);

-- CloudTrail's digest files, byte for byte, with their S3 metadata.
CREATE TABLE IF NOT EXISTS digests(
  store TEXT NOT NULL, uri TEXT NOT NULL, version TEXT NOT NULL, etag TEXT NOT NULL, sha256 TEXT NOT NULL, content BLOB NOT NULL,
  metadata TEXT NOT NULL, imported TEXT NOT NULL, PRIMARY KEY(store, uri, version, etag)
) WITHOUT ROWID;

-- Data files of the lake as they were written, for tarn verify.
CREATE TABLE IF NOT EXISTS files(path TEXT PRIMARY KEY, sha256 TEXT NOT NULL, records INTEGER NOT NULL, bytes INTEGER NOT NULL, batch TEXT NOT NULL) WITHOUT ROWID;

-- Credentials of Tarn's own. Secrets are sealed with the key file; stores has databases, too, as db:NAME.
CREATE TABLE IF NOT EXISTS keys(
  id TEXT PRIMARY KEY, secret TEXT NOT NULL, name TEXT NOT NULL UNIQUE, role TEXT NOT NULL, stores TEXT NOT NULL, created TEXT NOT NULL
) WITHOUT ROWID;

-- The data catalog: databases, tables and views with their old versions, partitions. Names are in small letters. A partition's
-- key is its values, in the order of the partition keys, with the character 1 after each.
CREATE TABLE IF NOT EXISTS databases(name TEXT PRIMARY KEY, content TEXT NOT NULL) WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS tables(
  database TEXT NOT NULL, name TEXT NOT NULL, id TEXT NOT NULL UNIQUE, type TEXT NOT NULL, version INTEGER NOT NULL, content TEXT NOT NULL,
  PRIMARY KEY(database, name)
) WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS table_versions(
  table_id TEXT NOT NULL, version INTEGER NOT NULL, content TEXT NOT NULL, PRIMARY KEY(table_id, version)
) WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS partitions(table_id TEXT NOT NULL, key TEXT NOT NULL, content TEXT NOT NULL, PRIMARY KEY(table_id, key)) WITHOUT ROWID;

-- A number that grows with each change of what statements may name.
CREATE TABLE IF NOT EXISTS changes(n INTEGER NOT NULL);
INSERT INTO changes(n) SELECT 1 WHERE NOT EXISTS (SELECT 1 FROM changes);
CREATE TRIGGER IF NOT EXISTS stores_added AFTER INSERT ON stores BEGIN UPDATE changes SET n = n + 1; END;
CREATE TRIGGER IF NOT EXISTS stores_changed AFTER UPDATE ON stores BEGIN UPDATE changes SET n = n + 1; END;
CREATE TRIGGER IF NOT EXISTS stores_removed AFTER DELETE ON stores BEGIN UPDATE changes SET n = n + 1; END;
CREATE TRIGGER IF NOT EXISTS databases_added AFTER INSERT ON databases BEGIN UPDATE changes SET n = n + 1; END;
CREATE TRIGGER IF NOT EXISTS databases_changed AFTER UPDATE ON databases BEGIN UPDATE changes SET n = n + 1; END;
CREATE TRIGGER IF NOT EXISTS databases_removed AFTER DELETE ON databases BEGIN UPDATE changes SET n = n + 1; END;
CREATE TRIGGER IF NOT EXISTS tables_added AFTER INSERT ON tables BEGIN UPDATE changes SET n = n + 1; END;
CREATE TRIGGER IF NOT EXISTS tables_changed AFTER UPDATE ON tables BEGIN UPDATE changes SET n = n + 1; END;
CREATE TRIGGER IF NOT EXISTS tables_removed AFTER DELETE ON tables BEGIN UPDATE changes SET n = n + 1; END;

-- Files that a statement is about to add to tables: until it has, nobody reads them.
CREATE TABLE IF NOT EXISTS writes(id TEXT PRIMARY KEY, place TEXT NOT NULL, files TEXT NOT NULL, begun TEXT NOT NULL) WITHOUT ROWID;

-- Prepared statements. Names are kept in small letters.
CREATE TABLE IF NOT EXISTS prepared(
  workgroup TEXT NOT NULL, name TEXT NOT NULL, sql TEXT NOT NULL, updated TEXT NOT NULL, description TEXT NOT NULL DEFAULT '',
  PRIMARY KEY(workgroup, name)
) WITHOUT ROWID;

-- Statements that were run. What is sought has columns of its own; record is the execution as JSON.
CREATE TABLE IF NOT EXISTS executions(
  id TEXT PRIMARY KEY, face TEXT NOT NULL, workgroup TEXT NOT NULL, asked_by TEXT NOT NULL, token TEXT NOT NULL, question TEXT NOT NULL,
  state TEXT NOT NULL, sources TEXT NOT NULL, submitted TEXT NOT NULL, record TEXT NOT NULL
);
CREATE INDEX IF NOT EXISTS executions_age ON executions(submitted, id);
CREATE INDEX IF NOT EXISTS executions_workgroup ON executions(face, workgroup, submitted, id);
CREATE INDEX IF NOT EXISTS executions_token ON executions(token) WHERE token <> '';
CREATE INDEX IF NOT EXISTS executions_question ON executions(question, submitted) WHERE state = 'FINISHED';
CREATE INDEX IF NOT EXISTS executions_open ON executions(state) WHERE state IN ('QUEUED', 'RUNNING');

-- Buckets of Tarn's own, and what is in them. Keys are bytes, and ordered so; a file is one in the bucket's folder.
CREATE TABLE IF NOT EXISTS buckets(name TEXT PRIMARY KEY, created TEXT NOT NULL) WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS bucket_objects(
  bucket TEXT NOT NULL, key BLOB NOT NULL, file TEXT NOT NULL, record TEXT NOT NULL, PRIMARY KEY(bucket, key)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS bucket_objects_file ON bucket_objects(bucket, file);

CREATE TABLE IF NOT EXISTS uploads(
  id TEXT PRIMARY KEY, bucket TEXT NOT NULL, key BLOB NOT NULL, begun TEXT NOT NULL, options TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS uploads_key ON uploads(bucket, key, id);

CREATE TABLE IF NOT EXISTS upload_parts(
  upload TEXT NOT NULL, number INTEGER NOT NULL, file TEXT NOT NULL, record TEXT NOT NULL, PRIMARY KEY(upload, number)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS upload_parts_file ON upload_parts(file);

-- What only the APIs understand: workgroups, named queries, dashboards, tags. content is JSON.
CREATE TABLE IF NOT EXISTS saved(kind TEXT NOT NULL, name TEXT NOT NULL, content BLOB NOT NULL, PRIMARY KEY(kind, name)) WITHOUT ROWID;

-- What became of jobs, and what is set of them beside their files.
CREATE TABLE IF NOT EXISTS job_runs(id TEXT PRIMARY KEY, job TEXT NOT NULL, begun TEXT NOT NULL, content TEXT NOT NULL) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS job_runs_job ON job_runs(job, begun);
CREATE INDEX IF NOT EXISTS job_runs_end ON job_runs(job, unixepoch(content ->> 'end'), unixepoch(content ->> 'start'));
CREATE INDEX IF NOT EXISTS job_runs_open ON job_runs(job) WHERE content ->> 'state' <> 'success';
CREATE TABLE IF NOT EXISTS job_settings(job TEXT PRIMARY KEY, content TEXT NOT NULL) WITHOUT ROWID;

-- Alerts: what is set of rules beside their files, groups that are pending or firing, rows that were announced, what happened, silences,
-- and messages on their way.
CREATE TABLE IF NOT EXISTS alert_settings(rule TEXT PRIMARY KEY, content TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS alert_groups(rule TEXT NOT NULL, labels TEXT NOT NULL, content TEXT NOT NULL, PRIMARY KEY(rule, labels)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS alert_rows(rule TEXT NOT NULL, hash TEXT NOT NULL, time TEXT NOT NULL, PRIMARY KEY(rule, hash)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS alert_events(id TEXT PRIMARY KEY, rule TEXT NOT NULL, time TEXT NOT NULL, content TEXT NOT NULL) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS alert_events_rule ON alert_events(rule, time);
CREATE TABLE IF NOT EXISTS silences(id TEXT PRIMARY KEY, content TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS outbox(id TEXT PRIMARY KEY, state TEXT NOT NULL, due TEXT NOT NULL, created TEXT NOT NULL, content TEXT NOT NULL) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS outbox_due ON outbox(due) WHERE state = 'waiting';
CREATE INDEX IF NOT EXISTS outbox_created ON outbox(created);

-- Copies of tables of files as Iceberg tables, by their names in the lake: when one was last brought up to date as a whole, and what each
-- partition was made of.
CREATE TABLE IF NOT EXISTS copies(copy TEXT PRIMARY KEY, whole TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS copied_partitions(copy TEXT NOT NULL, partition TEXT NOT NULL, digest TEXT NOT NULL, PRIMARY KEY(copy, partition)) WITHOUT ROWID;
