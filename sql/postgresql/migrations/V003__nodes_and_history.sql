-- Who lives, so that what a dead node holds is free before its leases end.
CREATE TABLE nsca_node (
    node        text        PRIMARY KEY,
    alive_since timestamptz NOT NULL,
    renewed_at  timestamptz NOT NULL
);
COMMENT ON TABLE nsca_node IS 'Nodes that have lately said that they live.';
COMMENT ON COLUMN nsca_node.alive_since IS 'Since when it has said so without a gap.';

-- History is removed after a while, the oldest first.
CREATE INDEX nsca_run_ended ON nsca_run (ended_at);
CREATE INDEX nsca_delivery_ended ON nsca_delivery (ended_at) WHERE ended_at IS NOT NULL;
UPDATE nsca_installation SET schema_version = 3;
