-- How often a bad state has to be found before it counts, and pauses.
ALTER TABLE nsca_check ADD COLUMN max_attempts integer;
ALTER TABLE nsca_check ADD COLUMN retry_interval_ms bigint;
ALTER TABLE nsca_check ADD COLUMN report_each_attempt boolean;
ALTER TABLE nsca_check ADD COLUMN paused_until timestamptz;
ALTER TABLE nsca_check ADD CONSTRAINT nsca_check_confirmation_whole CHECK (
    (max_attempts IS NULL) = (retry_interval_ms IS NULL) AND (max_attempts IS NULL) = (report_each_attempt IS NULL));
COMMENT ON COLUMN nsca_check.max_attempts IS 'How many runs in a row must find a bad state; null follows the code.';
COMMENT ON COLUMN nsca_check.paused_until IS 'Until when it does not run by itself; may be in the past.';

-- After an outage what is overdue is spread over this time.
ALTER TABLE nsca_due ADD COLUMN window_ms bigint NOT NULL DEFAULT 60000;
COMMENT ON COLUMN nsca_due.window_ms IS 'Over how long runs missed in an outage may be spread: the shortest gap of the schedule, at most a minute.';

-- What each node can run: a check that no living node knows is an orphan.
ALTER TABLE nsca_node ADD COLUMN handlers text[] NOT NULL DEFAULT '{}';
COMMENT ON COLUMN nsca_node.handlers IS 'Keys of the checks that its code offers.';

-- The law of conservation: what was created is there, or was removed after its end.
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
INSERT INTO nsca_delivery_tally (server_id, day, shard, created, removed)
    SELECT server_id, (created_at AT TIME ZONE 'UTC')::date, 0, count(*), 0 FROM nsca_delivery GROUP BY 1, 2;

-- When something is to be tried again, among very many that wait.
CREATE INDEX nsca_delivery_later ON nsca_delivery (not_before) WHERE state = 'WAITING' AND not_before IS NOT NULL;

-- Runs come in the order of time: a range of them needs no entry for each.
DROP INDEX nsca_run_ended;
CREATE INDEX nsca_run_ended ON nsca_run USING brin (ended_at);

-- Latest runs of one check, from partitions in the order of time.
CREATE INDEX nsca_run_of_check ON nsca_run (check_id, ended_at);

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
ALTER TABLE nsca_installation ADD COLUMN hours_until timestamptz;
ALTER TABLE nsca_installation ADD COLUMN days_until timestamptz;
COMMENT ON COLUMN nsca_installation.hours_until IS 'Values before are summed up by the hour; null before the first time.';
COMMENT ON COLUMN nsca_installation.days_until IS 'Values before are summed up by the day; null before the first time.';
UPDATE nsca_installation SET schema_version = 4;
