-- Who changed a server or a check last, for the one who comes second. Null for what was stored before.
ALTER TABLE nsca_server ADD COLUMN changed_by text, ADD COLUMN changed_at timestamptz;
COMMENT ON COLUMN nsca_server.changed_by IS 'Who changed it last: a person by name, or the application.';
ALTER TABLE nsca_check ADD COLUMN changed_by text, ADD COLUMN changed_at timestamptz;
COMMENT ON COLUMN nsca_check.changed_by IS 'Who changed it last: a person by name, or the application.';
UPDATE nsca_installation SET schema_version = 11;
