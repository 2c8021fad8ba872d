-- What format 4 changes in the tables of format 3. New tables are schema.sql's.
UPDATE keys SET role = 'analyst' WHERE role = 'reader';
