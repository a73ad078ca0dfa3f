-- Tokens with which programs use the REST API.
CREATE TABLE nsca_api_token (
    id           uuid        PRIMARY KEY,
    name         text        NOT NULL CONSTRAINT nsca_api_token_name_unique UNIQUE,
    hash         text        NOT NULL,
    scope        text        NOT NULL CONSTRAINT nsca_api_token_scope_known CHECK (scope IN ('VIEW', 'OPERATE', 'ADMINISTER')),
    created_by   text        NOT NULL,
    created_at   timestamptz NOT NULL,
    expires_at   timestamptz NOT NULL,
    last_used_at timestamptz
);
COMMENT ON TABLE nsca_api_token IS 'Tokens with which programs use the REST API.';
COMMENT ON COLUMN nsca_api_token.hash IS 'SHA-256 of the secret, which is stored nowhere.';
COMMENT ON COLUMN nsca_api_token.scope IS 'The most that it permits.';
COMMENT ON COLUMN nsca_api_token.last_used_at IS 'Exact to a minute; null if it was never used.';
UPDATE nsca_installation SET schema_version = 19;
