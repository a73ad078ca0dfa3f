-- The schema as it stands: the sum of migrations/. A test compares the two.
-- Names are not qualified: set search_path to the schema first (the application does so itself).

-- The only clock. Tests replace this function to move it; STABLE, so that conditions on it can use an index.
CREATE FUNCTION nsca_now() RETURNS timestamptz
    LANGUAGE sql STABLE PARALLEL SAFE
    AS 'SELECT statement_timestamp()';
COMMENT ON FUNCTION nsca_now() IS 'The one clock that all nodes share.';

-- A name ends up between semicolons in one line of Nagios'' command file.
CREATE FUNCTION nsca_is_name(name text, max_bytes integer) RETURNS boolean
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    AS $$SELECT name <> '' AND octet_length(name) <= max_bytes AND name !~ '[;[:cntrl:]]'$$;
COMMENT ON FUNCTION nsca_is_name(text, integer) IS 'Whether a host or service name fits into a packet and a command line.';

CREATE TABLE nsca_server (
    id             uuid    PRIMARY KEY,
    name           text    NOT NULL CONSTRAINT nsca_server_name_unique UNIQUE,
    kind           text    NOT NULL,
    host           text    NOT NULL,
    port           integer NOT NULL CONSTRAINT nsca_server_port_range CHECK (port BETWEEN 1 AND 65535),
    node_host_name text    NOT NULL CONSTRAINT nsca_server_node_host_name_valid CHECK (nsca_is_name(node_host_name, 63)),
    settings       jsonb   NOT NULL,
    secret_cipher  bytea,
    secret_key_id  text,
    active         boolean NOT NULL,
    catch_up       text    NOT NULL CONSTRAINT nsca_server_catch_up_known CHECK (catch_up IN ('LATEST', 'CHANGES', 'ALL')),
    version        integer NOT NULL,
    declared_name  text    CONSTRAINT nsca_server_declared_name_unique UNIQUE,
    changed_by     text,
    changed_at     timestamptz,
    max_age        interval CONSTRAINT nsca_server_max_age_range
        CHECK (max_age BETWEEN interval '1 second' AND interval '365 days'),
    CONSTRAINT nsca_server_secret_whole CHECK ((secret_cipher IS NULL) = (secret_key_id IS NULL))
);
COMMENT ON TABLE nsca_server IS 'Receiving daemons.';
COMMENT ON COLUMN nsca_server.declared_name IS 'By which code and properties refer to it, if an administrator has renamed it.';
COMMENT ON COLUMN nsca_server.changed_by IS 'Who changed it last: a person by name, or the application.';
COMMENT ON COLUMN nsca_server.node_host_name IS 'Host name under which the monitoring server knows this application.';
COMMENT ON COLUMN nsca_server.max_age IS 'How old a result may get before it expires instead of being sent; null is 24 hours.';
COMMENT ON COLUMN nsca_server.settings IS 'Further settings of this kind of server, text by name.';
COMMENT ON COLUMN nsca_server.secret_cipher IS 'AES-256-GCM: 12 bytes nonce, then cipher text and tag; the server id is the associated data.';

CREATE TABLE nsca_check (
    id             uuid    PRIMARY KEY,
    handler_key    text    NOT NULL,
    name           text    NOT NULL CONSTRAINT nsca_check_name_unique UNIQUE,
    service        text    CONSTRAINT nsca_check_service_valid CHECK (nsca_is_name(service, 127)),
    host           text    CONSTRAINT nsca_check_host_valid CHECK (nsca_is_name(host, 63)),
    schedule_every text,
    schedule_cron  text,
    schedule_zone  text,
    servers        text[],
    arguments      jsonb   NOT NULL,
    active         boolean,
    allow_void     boolean,
    timeout_ms     bigint,
    on_error       text,
    on_timeout     text,
    spread_ms      bigint,
    version        integer NOT NULL,
    max_attempts   integer,
    retry_interval_ms   bigint,
    report_each_attempt boolean,
    paused_until   timestamptz,
    changed_by     text,
    changed_at     timestamptz,
    runbook        text    CONSTRAINT nsca_check_runbook_valid
        CHECK (runbook ~* '^https?://[^[:space:]]+$' AND length(runbook) <= 1000),
    CONSTRAINT nsca_check_one_schedule CHECK (schedule_every IS NULL OR schedule_cron IS NULL),
    CONSTRAINT nsca_check_confirmation_whole CHECK (
        (max_attempts IS NULL) = (retry_interval_ms IS NULL) AND (max_attempts IS NULL) = (report_each_attempt IS NULL))
);
CREATE INDEX nsca_check_handler_key ON nsca_check (handler_key);
COMMENT ON TABLE nsca_check IS 'Checks: what an administrator set; null follows the code.';
COMMENT ON COLUMN nsca_check.servers IS 'Ids of the servers that are told; null follows the code.';
COMMENT ON COLUMN nsca_check.changed_by IS 'Who changed it last: a person by name, or the application.';
COMMENT ON COLUMN nsca_check.runbook IS 'Link to instructions, shown and reported with results that are not OK; null follows the code.';
COMMENT ON COLUMN nsca_check.max_attempts IS 'How many runs in a row must find a bad state; null follows the code.';
COMMENT ON COLUMN nsca_check.paused_until IS 'Until when it does not run by itself; may be in the past.';

CREATE TABLE nsca_policy (
    id         uuid    PRIMARY KEY,
    kind       text    NOT NULL,
    name       text    NOT NULL,
    settings   jsonb   NOT NULL,
    active     boolean NOT NULL,
    position   integer NOT NULL,
    version    integer NOT NULL,
    changed_by text    NOT NULL,
    changed_at timestamptz NOT NULL,
    CONSTRAINT nsca_policy_name_unique UNIQUE (kind, name)
);
COMMENT ON TABLE nsca_policy IS 'Threshold rules, and who is told what and when.';
COMMENT ON COLUMN nsca_policy.settings IS 'What it says, text by name; its kind knows what that means.';
COMMENT ON COLUMN nsca_policy.position IS 'Its place among those of its kind, where their order matters.';
COMMENT ON COLUMN nsca_policy.changed_by IS 'Who changed it last: a person by name, or the application.';

CREATE TABLE nsca_due (
    check_id       uuid        NOT NULL REFERENCES nsca_check ON DELETE CASCADE,
    node           text        NOT NULL,
    handler_key    text        NOT NULL,
    active         boolean     NOT NULL,
    fingerprint    text        NOT NULL,
    config_version integer     NOT NULL,
    schedule       text        NOT NULL,
    timeout_ms     bigint      NOT NULL,
    slot           timestamptz,
    due_at         timestamptz,
    wake_at        timestamptz,
    forced         boolean     NOT NULL DEFAULT false,
    rescheduled    boolean     NOT NULL DEFAULT false,
    claim_no       bigint      NOT NULL DEFAULT 0,
    claimed_by     text,
    claimed_at     timestamptz,
    lease_until    timestamptz,
    status         smallint    CONSTRAINT nsca_due_status_known CHECK (status BETWEEN 0 AND 3),
    status_since   timestamptz,
    attempt        integer     NOT NULL DEFAULT 0,
    last_ended_at  timestamptz,
    window_ms      bigint      NOT NULL DEFAULT 60000,
    orphan_since   timestamptz,
    fault          text        NOT NULL DEFAULT '',
    rule_memory    text,
    host           text        NOT NULL DEFAULT '',
    tags           text        NOT NULL DEFAULT '',
    good_runs      integer     NOT NULL DEFAULT 0,
    news           boolean     NOT NULL DEFAULT false,
    facts          text,
    PRIMARY KEY (check_id, node)
) WITH (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_threshold = 200,
        autovacuum_vacuum_cost_delay = 0);
-- Nothing is found by these: ANALYZE, which is due each minute here, spares them.
ALTER TABLE nsca_due
    ALTER fingerprint SET STATISTICS 0,
    ALTER schedule SET STATISTICS 0,
    ALTER timeout_ms SET STATISTICS 0,
    ALTER slot SET STATISTICS 0,
    ALTER claimed_at SET STATISTICS 0,
    ALTER status_since SET STATISTICS 0,
    ALTER window_ms SET STATISTICS 0,
    ALTER fault SET STATISTICS 0,
    ALTER rule_memory SET STATISTICS 0,
    ALTER host SET STATISTICS 0,
    ALTER tags SET STATISTICS 0,
    ALTER facts SET STATISTICS 0;
CREATE INDEX nsca_due_wake_at ON nsca_due (wake_at) WHERE active;
CREATE INDEX nsca_due_news ON nsca_due (check_id, node) WHERE news;
COMMENT ON TABLE nsca_due IS 'One small, often written row per check (and node, for checks that run on each): when it is due and who runs it.';
COMMENT ON COLUMN nsca_due.node IS 'Empty for a check that runs once in the cluster.';
COMMENT ON COLUMN nsca_due.fingerprint IS 'Everything that a resolved check depends on; config_version counts its changes. Empty: to be planned again.';
COMMENT ON COLUMN nsca_due.fault IS 'Why the check cannot run; empty if it can.';
COMMENT ON COLUMN nsca_due.rule_memory IS 'What threshold rules remember of the runs so far; null if no rule applies.';
COMMENT ON COLUMN nsca_due.host IS 'Host name under which it is reported, for rules and routes; empty if nobody gets its results.';
COMMENT ON COLUMN nsca_due.tags IS 'What its code says that it belongs to, a line for each.';
COMMENT ON COLUMN nsca_due.good_runs IS 'How many runs in a row were OK.';
COMMENT ON COLUMN nsca_due.news IS 'Whether a run may have changed what people are to be told, and nobody has looked yet.';
COMMENT ON COLUMN nsca_due.facts IS 'What threshold rules found in the latest run, for notifications; null if nothing.';
COMMENT ON COLUMN nsca_due.slot IS 'Time slot of the next run, or of the one under way.';
COMMENT ON COLUMN nsca_due.wake_at IS 'When the row can be claimed next: lease_until while it is leased, otherwise due_at.';
COMMENT ON COLUMN nsca_due.window_ms IS 'Over how long runs missed in an outage may be spread: the shortest gap of the schedule, at most a minute.';
COMMENT ON COLUMN nsca_due.rescheduled IS 'The schedule was changed during the run under way, whose end must not overwrite slot and due_at.';
COMMENT ON COLUMN nsca_due.orphan_since IS 'Since when a living node has seen it due while none had its code; counts only if not before due_at.';
COMMENT ON COLUMN nsca_due.claim_no IS 'The fence: a run is recorded only under the number with which it was claimed.';

CREATE TABLE nsca_target (
    check_id  uuid NOT NULL,
    node      text NOT NULL,
    server_id uuid NOT NULL REFERENCES nsca_server ON DELETE CASCADE,
    host      text NOT NULL CONSTRAINT nsca_target_host_valid CHECK (nsca_is_name(host, 63)),
    service   text NOT NULL CONSTRAINT nsca_target_service_valid CHECK (service = '' OR nsca_is_name(service, 127)),
    PRIMARY KEY (check_id, node, server_id),
    FOREIGN KEY (check_id, node) REFERENCES nsca_due ON DELETE CASCADE,
    CONSTRAINT nsca_target_unique UNIQUE (server_id, host, service)
);
COMMENT ON TABLE nsca_target IS 'Under which names active checks report; two of them cannot share one.';
COMMENT ON COLUMN nsca_target.service IS 'Empty for the state of the host itself.';

CREATE TABLE nsca_run (
    check_id    uuid        NOT NULL,
    node        text        NOT NULL,
    claim_no    bigint      NOT NULL,
    slot        timestamptz NOT NULL,
    forced      boolean     NOT NULL,
    ran_on      text        NOT NULL,
    started_at  timestamptz NOT NULL,
    ended_at    timestamptz NOT NULL,
    outcome     text        NOT NULL,
    status      smallint,
    message     text,
    long_output text,
    perf_data   jsonb,
    PRIMARY KEY (check_id, node, claim_no, ended_at)
) PARTITION BY RANGE (ended_at);
CREATE TABLE nsca_run_default PARTITION OF nsca_run DEFAULT;
CREATE INDEX nsca_run_ended ON nsca_run USING brin (ended_at);
CREATE INDEX nsca_run_of_check ON nsca_run (check_id, ended_at);
COMMENT ON TABLE nsca_run IS 'History of runs, by the time of their end.';
COMMENT ON COLUMN nsca_run.status IS 'Null when the run had nothing to report.';

CREATE TABLE nsca_delivery (
    id          bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    server_id   uuid        NOT NULL REFERENCES nsca_server ON DELETE CASCADE,
    host        text        NOT NULL,
    service     text        NOT NULL,
    check_id    uuid        NOT NULL,
    node        text        NOT NULL,
    claim_no    bigint      NOT NULL,
    status      smallint    NOT NULL,
    changed     boolean     NOT NULL,
    message     text        NOT NULL,
    long_output text        NOT NULL,
    perf_data   jsonb       NOT NULL,
    at          timestamptz NOT NULL,
    valid_until timestamptz,
    state       text        NOT NULL CONSTRAINT nsca_delivery_state_known CHECK (state IN
                    ('WAITING', 'LEASED', 'ACCEPTED', 'SENT', 'SUPERSEDED', 'EXPIRED', 'DISCARDED')),
    reason      text        NOT NULL DEFAULT '',
    attempts    integer     NOT NULL DEFAULT 0,
    not_before  timestamptz,
    lease_no    bigint,
    created_at  timestamptz NOT NULL,
    ended_at    timestamptz,
    problem     text        CONSTRAINT nsca_delivery_problem_known CHECK (problem IN
                    ('UNREACHABLE', 'REJECTED', 'REFUSED', 'INTERRUPTED')),
    notice_id   bigint,
    CONSTRAINT nsca_delivery_end CHECK ((ended_at IS NULL) = (state IN ('WAITING', 'LEASED')))
);
-- Nothing is found by these: ANALYZE, which is due each minute here, spares them.
ALTER TABLE nsca_delivery
    ALTER message SET STATISTICS 0,
    ALTER long_output SET STATISTICS 0,
    ALTER perf_data SET STATISTICS 0,
    ALTER at SET STATISTICS 0,
    ALTER valid_until SET STATISTICS 0,
    ALTER reason SET STATISTICS 0,
    ALTER created_at SET STATISTICS 0;
CREATE INDEX nsca_delivery_waiting ON nsca_delivery (server_id, host, service, id) WHERE state = 'WAITING';
CREATE INDEX nsca_delivery_leased ON nsca_delivery (server_id, id) WHERE state = 'LEASED';
CREATE INDEX nsca_delivery_run ON nsca_delivery (check_id, node, claim_no);
CREATE INDEX nsca_delivery_later ON nsca_delivery (not_before) WHERE state = 'WAITING' AND not_before IS NOT NULL;
CREATE INDEX nsca_delivery_expired ON nsca_delivery (server_id, ended_at) WHERE state = 'EXPIRED';
CREATE INDEX nsca_delivery_ended ON nsca_delivery (ended_at, id) WHERE ended_at IS NOT NULL;
CREATE INDEX nsca_delivery_lost ON nsca_delivery (ended_at, id) WHERE state IN ('EXPIRED', 'DISCARDED');
CREATE INDEX nsca_delivery_stuck ON nsca_delivery (id)
    WHERE state = 'WAITING' AND problem IN ('UNREACHABLE', 'INTERRUPTED');
CREATE INDEX nsca_delivery_refused ON nsca_delivery (id)
    WHERE state IN ('WAITING', 'EXPIRED') AND problem IN ('REFUSED', 'REJECTED');
COMMENT ON TABLE nsca_delivery IS 'The outbox: one report for one server.';
COMMENT ON COLUMN nsca_delivery.changed IS 'Whether the state differs from the result before.';
COMMENT ON COLUMN nsca_delivery.reason IS 'Why it waits or how it ended, for people.';
COMMENT ON COLUMN nsca_delivery.problem IS 'What kept it from ending at its last try; null if nothing did.';
COMMENT ON COLUMN nsca_delivery.notice_id IS 'The notification that it carries to a notifier; null for the result of a check.';
COMMENT ON COLUMN nsca_delivery.lease_no IS 'The server lease under which it was taken.';

CREATE TABLE nsca_server_lease (
    server_id   uuid    PRIMARY KEY REFERENCES nsca_server ON DELETE CASCADE,
    node        text    NOT NULL,
    lease_no    bigint  NOT NULL,
    lease_until timestamptz,
    failures    integer NOT NULL,
    not_before  timestamptz,
    last_delivered_at timestamptz
);
COMMENT ON TABLE nsca_server_lease IS 'Which node talks to a server; lease_no is the fence.';
COMMENT ON COLUMN nsca_server_lease.not_before IS 'Until when the server is left alone after a failure.';
COMMENT ON COLUMN nsca_server_lease.last_delivered_at IS 'When a result last was sent or acknowledged.';

CREATE TABLE nsca_node (
    node        text        PRIMARY KEY,
    alive_since timestamptz NOT NULL,
    renewed_at  timestamptz NOT NULL,
    handlers    text[]      NOT NULL DEFAULT '{}'
);
COMMENT ON TABLE nsca_node IS 'Nodes that have lately said that they live.';
COMMENT ON COLUMN nsca_node.handlers IS 'Keys of the checks that its code offers.';
COMMENT ON COLUMN nsca_node.alive_since IS 'Since when it has said so without a gap.';

CREATE TABLE nsca_absence (
    singleton boolean PRIMARY KEY DEFAULT true CHECK (singleton),
    left_at   timestamptz,
    began_at  timestamptz,
    ended_at  timestamptz
);
COMMENT ON TABLE nsca_absence IS 'One row: when no node lived the last time.';
COMMENT ON COLUMN nsca_absence.left_at IS 'When a node last stopped in order.';
COMMENT ON COLUMN nsca_absence.began_at IS 'The last sign of any node before the absence; null before the first.';
COMMENT ON COLUMN nsca_absence.ended_at IS 'The first sign of a node after it.';
INSERT INTO nsca_absence DEFAULT VALUES;

-- The delivery counts must balance: each created delivery is present, or was counted as removed after its end.
CREATE TABLE nsca_delivery_tally (
    server_id uuid     NOT NULL REFERENCES nsca_server ON DELETE CASCADE,
    day       date     NOT NULL,
    shard     smallint NOT NULL,
    created   bigint   NOT NULL,
    removed   bigint   NOT NULL,
    PRIMARY KEY (server_id, day, shard)
);
COMMENT ON TABLE nsca_delivery_tally IS 'How many deliveries were created and, after their end, removed.';
COMMENT ON COLUMN nsca_delivery_tally.day IS 'Day of the creation, in UTC.';
COMMENT ON COLUMN nsca_delivery_tally.shard IS 'One of sixteen by connection, so that nodes seldom wait for each other.';

-- Metric values over time: as measured, by the hour, by the day.
CREATE TABLE nsca_series (
    id       bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    check_id uuid   NOT NULL,
    node     text   NOT NULL,
    label    text   NOT NULL,
    uom      text   NOT NULL,
    CONSTRAINT nsca_series_unique UNIQUE (check_id, node, label)
);
COMMENT ON TABLE nsca_series IS 'A metric of a check.';

CREATE TABLE nsca_value (
    series_id bigint           NOT NULL,
    at        timestamptz      NOT NULL,
    value     double precision NOT NULL
) PARTITION BY RANGE (at);
CREATE INDEX nsca_value_series ON nsca_value (series_id, at);
CREATE TABLE nsca_value_default PARTITION OF nsca_value DEFAULT;
COMMENT ON TABLE nsca_value IS 'Values as measured.';

CREATE TABLE nsca_value_hour (
    series_id bigint           NOT NULL,
    at        timestamptz      NOT NULL,
    count     integer          NOT NULL,
    lowest    double precision NOT NULL,
    highest   double precision NOT NULL,
    total     double precision NOT NULL,
    PRIMARY KEY (series_id, at)
) PARTITION BY RANGE (at);
CREATE TABLE nsca_value_hour_default PARTITION OF nsca_value_hour DEFAULT;
COMMENT ON TABLE nsca_value_hour IS 'Values by the hour that begins then.';

CREATE TABLE nsca_value_day (
    series_id bigint           NOT NULL,
    at        timestamptz      NOT NULL,
    count     integer          NOT NULL,
    lowest    double precision NOT NULL,
    highest   double precision NOT NULL,
    total     double precision NOT NULL,
    PRIMARY KEY (series_id, at)
) PARTITION BY RANGE (at);
CREATE TABLE nsca_value_day_default PARTITION OF nsca_value_day DEFAULT;
COMMENT ON TABLE nsca_value_day IS 'Values by the day, in UTC, that begins then.';

-- States that agents push from outside.
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

CREATE TABLE nsca_subject (
    check_id        uuid        NOT NULL,
    node            text        NOT NULL,
    handler_key     text        NOT NULL,
    name            text        NOT NULL,
    tags            text        NOT NULL,
    host            text        NOT NULL,
    plugin          text        NOT NULL,
    plugin_instance text        NOT NULL,
    type            text        NOT NULL,
    type_instance   text        NOT NULL,
    status          smallint    NOT NULL,
    since           timestamptz NOT NULL,
    result_at       timestamptz NOT NULL,
    message         text        NOT NULL,
    good_runs       integer     NOT NULL,
    persistent      boolean     NOT NULL,
    facts           text        NOT NULL,
    memory          text        NOT NULL,
    awaited         boolean     NOT NULL,
    open            boolean     NOT NULL,
    look_at         timestamptz,
    PRIMARY KEY (check_id, node)
);
CREATE INDEX nsca_subject_look_at ON nsca_subject (look_at) WHERE look_at IS NOT NULL;
CREATE INDEX nsca_subject_open ON nsca_subject (since) WHERE open;
COMMENT ON TABLE nsca_subject IS 'What people are told about: a check, or something outside whose events are passed on.';
COMMENT ON COLUMN nsca_subject.memory IS 'The last word to each recipient, and what else is remembered between two looks.';
COMMENT ON COLUMN nsca_subject.awaited IS 'Whether the next result may change something even if it reports the same state.';
COMMENT ON COLUMN nsca_subject.open IS 'Whether something is wrong with it, or a recipient believes so.';
COMMENT ON COLUMN nsca_subject.look_at IS 'When to decide about it next; null if only a result can change something.';

CREATE TABLE nsca_notice (
    id          bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    at          timestamptz NOT NULL,
    check_id    uuid        NOT NULL,
    node        text        NOT NULL,
    identity    text        NOT NULL,
    notifier_id uuid        NOT NULL REFERENCES nsca_server ON DELETE CASCADE,
    severity    text        NOT NULL,
    kind        text,
    reason      text,
    sentence    text        NOT NULL,
    body        text
);
CREATE INDEX nsca_notice_subject ON nsca_notice (check_id, node, id);
CREATE INDEX nsca_notice_at ON nsca_notice (at);
COMMENT ON TABLE nsca_notice IS 'History of notifications: what was told, and what was held for which reason.';
COMMENT ON COLUMN nsca_notice.kind IS 'Why it was told; null if it was held.';
COMMENT ON COLUMN nsca_notice.reason IS 'Why it was held; null if it was told.';
COMMENT ON COLUMN nsca_notice.body IS 'The notification as the notifier gets it; null if it was held.';

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

CREATE TABLE nsca_installation (
    singleton      boolean PRIMARY KEY DEFAULT true CHECK (singleton),
    schema_version integer NOT NULL,
    environment    text,
    hours_until    timestamptz,
    days_until     timestamptz,
    configuration  bigint  NOT NULL DEFAULT 0
);
COMMENT ON TABLE nsca_installation IS 'One row about the whole.';
COMMENT ON COLUMN nsca_installation.schema_version IS 'The latest migration that was applied.';
COMMENT ON COLUMN nsca_installation.environment IS 'Only processes of this environment deliver; null until the first start.';
COMMENT ON COLUMN nsca_installation.hours_until IS 'Values before are summed up by the hour; null before the first time.';
COMMENT ON COLUMN nsca_installation.days_until IS 'Values before are summed up by the day; null before the first time.';
COMMENT ON COLUMN nsca_installation.configuration IS 'Grows with each change of a server, a check or a policy.';
INSERT INTO nsca_installation (schema_version) VALUES (22);
