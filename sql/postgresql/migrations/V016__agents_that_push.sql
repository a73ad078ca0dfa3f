-- States that agents push from outside: who may, which check a service is, and alerts.
CREATE TABLE nsca_agent (
    id            uuid        PRIMARY KEY,
    number        bigint      GENERATED ALWAYS AS IDENTITY CONSTRAINT nsca_agent_number_unique UNIQUE,
    name          text        NOT NULL CONSTRAINT nsca_agent_name_unique UNIQUE
        CONSTRAINT nsca_agent_name_valid CHECK (nsca_is_name(name, 63)),
    key_hash      text,
    approved      boolean     NOT NULL,
    address       text        NOT NULL,
    first_seen_at timestamptz NOT NULL,
    last_seen_at  timestamptz NOT NULL
);
COMMENT ON TABLE nsca_agent IS 'Machines and programs that push states of their services.';
COMMENT ON COLUMN nsca_agent.number IS 'For clients that know numbers only.';
COMMENT ON COLUMN nsca_agent.key_hash IS 'What its key is compared with; null until its next contact, whose key is taken.';
CREATE TABLE nsca_pushed_service (
    check_id    uuid        PRIMARY KEY REFERENCES nsca_check ON DELETE CASCADE,
    number      bigint      GENERATED ALWAYS AS IDENTITY CONSTRAINT nsca_pushed_service_number_unique UNIQUE,
    agent_id    uuid        NOT NULL REFERENCES nsca_agent ON DELETE CASCADE,
    name        text        NOT NULL CONSTRAINT nsca_pushed_service_name_valid CHECK (nsca_is_name(name, 127)),
    period_ms   bigint      NOT NULL CONSTRAINT nsca_pushed_service_period_range CHECK (period_ms > 0),
    added_at    timestamptz NOT NULL,
    status      smallint    CONSTRAINT nsca_pushed_service_status_known CHECK (status BETWEEN 0 AND 3),
    info        text,
    reported_at timestamptz,
    late_since  timestamptz,
    CONSTRAINT nsca_pushed_service_unique UNIQUE (agent_id, name)
);
COMMENT ON TABLE nsca_pushed_service IS 'Services of agents; each is a check.';
COMMENT ON COLUMN nsca_pushed_service.period_ms IS 'Within which the agent promises to report again.';
COMMENT ON COLUMN nsca_pushed_service.late_since IS 'Since when a report is missing; null while they come.';
CREATE TABLE nsca_alert (
    number   bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    agent_id uuid        NOT NULL REFERENCES nsca_agent ON DELETE CASCADE,
    service  text,
    at       timestamptz NOT NULL,
    channel  text        NOT NULL,
    event    text        NOT NULL,
    message  text        NOT NULL
);
CREATE INDEX nsca_alert_at ON nsca_alert (at);
CREATE INDEX nsca_alert_agent ON nsca_alert (agent_id);
COMMENT ON TABLE nsca_alert IS 'What agents reported as alerts, and changes of their services.';
UPDATE nsca_installation SET schema_version = 16;
