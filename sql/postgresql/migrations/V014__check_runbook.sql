-- An administrator can set the link to the instructions for a check.
ALTER TABLE nsca_check ADD COLUMN runbook text CONSTRAINT nsca_check_runbook_valid
    CHECK (runbook ~* '^https?://[^[:space:]]+$' AND length(runbook) <= 1000);
COMMENT ON COLUMN nsca_check.runbook IS 'Link to instructions, shown and reported with results that are not OK; null follows the code.';
UPDATE nsca_installation SET schema_version = 14;
