-- A check that cannot run is planned and reported like others; a server keeps the name by which code and properties refer to it.
ALTER TABLE nsca_due ADD COLUMN fault text NOT NULL DEFAULT '';
COMMENT ON COLUMN nsca_due.fault IS 'Why the check cannot run; empty if it can.';
COMMENT ON COLUMN nsca_due.fingerprint IS 'Everything that a resolved check depends on; config_version counts its changes. Empty: to be planned again.';

ALTER TABLE nsca_server ADD COLUMN declared_name text CONSTRAINT nsca_server_declared_name_unique UNIQUE;
COMMENT ON COLUMN nsca_server.declared_name IS 'By which code and properties refer to it, if an administrator has renamed it.';

UPDATE nsca_check c SET servers = ARRAY(
    SELECT coalesce(s.id::text, n.name) FROM unnest(c.servers) WITH ORDINALITY AS n (name, place)
    LEFT JOIN nsca_server s ON s.name = n.name ORDER BY n.place)
WHERE c.servers IS NOT NULL;
COMMENT ON COLUMN nsca_check.servers IS 'Ids of the servers that are told; null follows the code.';

UPDATE nsca_installation SET schema_version = 9;
