-- What an administrator decides beside servers and checks, and what threshold rules remember between runs.
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

ALTER TABLE nsca_due ADD COLUMN rule_memory text;
COMMENT ON COLUMN nsca_due.rule_memory IS 'What threshold rules remember of the runs so far; null if no rule applies.';

COMMENT ON COLUMN nsca_installation.configuration IS 'Grows with each change of a server, a check or a policy.';

UPDATE nsca_installation SET schema_version = 17;
