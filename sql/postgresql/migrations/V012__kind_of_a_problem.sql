-- What kind of problem keeps a delivery waiting, which was only the beginning of a sentence so far. A node of an older release
-- goes on: it leaves the column alone, and the sentences stay as they are. Ended deliveries are not asked for it.
ALTER TABLE nsca_delivery ADD COLUMN problem text CONSTRAINT nsca_delivery_problem_known
    CHECK (problem IN ('UNREACHABLE', 'REJECTED', 'REFUSED', 'INTERRUPTED'));
COMMENT ON COLUMN nsca_delivery.problem IS 'What kept it from ending at its last try; null if nothing did.';
UPDATE nsca_delivery SET problem = CASE
        WHEN reason LIKE 'rejected: %' THEN 'REJECTED'
        WHEN reason LIKE 'refused: %' THEN 'REFUSED'
        WHEN reason = 'the node that was sending it stopped or lost its database' THEN 'INTERRUPTED'
        ELSE 'UNREACHABLE' END
WHERE state IN ('WAITING', 'LEASED') AND reason <> '';
UPDATE nsca_installation SET schema_version = 12;
