-- What format 4 changes in the tables of format 3. New tables are schema.sql's.
UPDATE keys SET role = 'analyst' WHERE role = 'reader';
ALTER TABLE prepared ADD COLUMN description TEXT NOT NULL DEFAULT '';

-- Views are tables of the data catalog.
CREATE TABLE IF NOT EXISTS tables(
  database TEXT NOT NULL, name TEXT NOT NULL, id TEXT NOT NULL UNIQUE, type TEXT NOT NULL, version INTEGER NOT NULL, content TEXT NOT NULL,
  PRIMARY KEY(database, name)
) WITHOUT ROWID;
INSERT INTO tables(database, name, id, type, version, content)
  SELECT 'default', name, lower(hex(randomblob(16))), 'VIRTUAL_VIEW', 0, json_object('type', 'VIRTUAL_VIEW', 'created', created, 'updated', created, 'storage', json('{}'),
    'description', comment, 'view', json_object('SQL', sql, 'Comment', comment, 'Security', security, 'Columns', json(columns), 'Created', created))
  FROM views;
DROP TABLE views;
