-- The native NSCA client is clocked by the daemon's answers and has no pace to set any more.
UPDATE nsca_server SET settings = settings - 'pacing-micros' WHERE settings ->> 'pacing-micros' IS NOT NULL;

UPDATE nsca_installation SET schema_version = 15;
