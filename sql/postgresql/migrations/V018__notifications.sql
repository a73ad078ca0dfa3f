-- What people are told: the state of each check as they know it, what was decided, and notifications in the outbox.
ALTER TABLE nsca_due
    ADD COLUMN host text NOT NULL DEFAULT '',
    ADD COLUMN tags text NOT NULL DEFAULT '',
    ADD COLUMN good_runs integer NOT NULL DEFAULT 0,
    ADD COLUMN news boolean NOT NULL DEFAULT false,
    ADD COLUMN facts text;
CREATE INDEX nsca_due_news ON nsca_due (check_id, node) WHERE news;
COMMENT ON COLUMN nsca_due.host IS 'Host name under which it is reported, for rules and routes; empty if nobody gets its results.';
COMMENT ON COLUMN nsca_due.tags IS 'What its code says that it belongs to, a line for each.';
COMMENT ON COLUMN nsca_due.good_runs IS 'How many runs in a row were OK.';
COMMENT ON COLUMN nsca_due.news IS 'Whether a run may have changed what people are to be told, and nobody has looked yet.';
COMMENT ON COLUMN nsca_due.facts IS 'What threshold rules found in the latest run, for notifications; null if nothing.';

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

ALTER TABLE nsca_delivery ADD COLUMN notice_id bigint;
COMMENT ON COLUMN nsca_delivery.notice_id IS 'The notification that it carries to a notifier; null for the result of a check.';

UPDATE nsca_installation SET schema_version = 18;
