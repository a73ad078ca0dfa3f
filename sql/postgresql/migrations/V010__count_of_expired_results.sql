-- How many results have expired is shown for each server, also among millions of ended ones.
CREATE INDEX nsca_delivery_expired ON nsca_delivery (server_id, ended_at) WHERE state = 'EXPIRED';
UPDATE nsca_installation SET schema_version = 10;
