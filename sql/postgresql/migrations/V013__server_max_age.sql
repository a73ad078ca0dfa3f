-- How old a result may get is a part of its server; it was a setting of no kind, which no screen showed.
ALTER TABLE nsca_server ADD COLUMN max_age interval CONSTRAINT nsca_server_max_age_range
    CHECK (max_age BETWEEN interval '1 second' AND interval '365 days');
COMMENT ON COLUMN nsca_server.max_age IS 'How old a result may get before it expires instead of being sent; null is 24 hours.';

UPDATE nsca_server SET
    max_age = CASE WHEN settings ->> 'max-age-seconds' ~ '^[0-9]{1,18}$'
        THEN least(greatest((settings ->> 'max-age-seconds')::bigint, 1), 31536000) * interval '1 second' END,
    settings = settings - 'max-age-seconds'
WHERE settings ->> 'max-age-seconds' IS NOT NULL;

UPDATE nsca_installation SET schema_version = 13;
