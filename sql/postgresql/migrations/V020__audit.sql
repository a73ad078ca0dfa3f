-- Who did what: an entry for each change of the configuration and for each thing that somebody had done by hand.
CREATE TABLE nsca_audit (
    id         bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    at         timestamptz NOT NULL,
    actor      text        NOT NULL,
    action     text        NOT NULL,
    kind       text        NOT NULL,
    subject_id text        NOT NULL,
    name       text        NOT NULL,
    changes    jsonb       NOT NULL
);
CREATE INDEX nsca_audit_at ON nsca_audit (at);
CREATE INDEX nsca_audit_subject ON nsca_audit (subject_id, id);
COMMENT ON TABLE nsca_audit IS 'Who did what; entries are added in the transaction of what they tell, and removed when they are old.';
COMMENT ON COLUMN nsca_audit.actor IS 'Who did it: a person by name, or the application.';
COMMENT ON COLUMN nsca_audit.subject_id IS 'Id of what it was done to; it may have been deleted.';
COMMENT ON COLUMN nsca_audit.name IS 'What it was called then.';
COMMENT ON COLUMN nsca_audit.changes IS 'Fields with their values before and after; of secrets only whether there is one.';

UPDATE nsca_installation SET schema_version = 20;
