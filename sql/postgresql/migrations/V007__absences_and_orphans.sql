-- What was missed while no node lived is neither overdue nor late, and starts of nodes do not keep an orphan quiet.
ALTER TABLE nsca_due ADD COLUMN orphan_since timestamptz;
COMMENT ON COLUMN nsca_due.orphan_since IS 'Since when a living node has seen it due while none had its code; counts only if not before due_at.';
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
UPDATE nsca_installation SET schema_version = 7;
