-- One row: what this set of tables is, and for which environment it delivers.
CREATE TABLE nsca_installation (
    singleton      boolean PRIMARY KEY DEFAULT true CHECK (singleton),
    schema_version integer NOT NULL,
    environment    text
);
COMMENT ON TABLE nsca_installation IS 'One row about the whole.';
COMMENT ON COLUMN nsca_installation.schema_version IS 'The latest migration that was applied.';
COMMENT ON COLUMN nsca_installation.environment IS 'Only processes of this environment deliver; null until the first start.';
INSERT INTO nsca_installation (schema_version) VALUES (2);

ALTER TABLE nsca_server_lease ADD COLUMN last_delivered_at timestamptz;
COMMENT ON COLUMN nsca_server_lease.last_delivered_at IS 'When a result last was sent or acknowledged.';
