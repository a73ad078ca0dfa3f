-- How a node learns that another one has changed what runs on each node.
ALTER TABLE nsca_installation ADD COLUMN configuration bigint NOT NULL DEFAULT 0;
COMMENT ON COLUMN nsca_installation.configuration IS 'Grows with each change of a server or a check.';
UPDATE nsca_installation SET schema_version = 5;
