-- Lists of deliveries for people, each read part by part from an index. Only what fails, is refused or gets lost costs a row more.
CREATE INDEX nsca_delivery_stuck ON nsca_delivery (id)
    WHERE state = 'WAITING' AND problem IN ('UNREACHABLE', 'INTERRUPTED');
CREATE INDEX nsca_delivery_refused ON nsca_delivery (id)
    WHERE state IN ('WAITING', 'EXPIRED') AND problem IN ('REFUSED', 'REJECTED');
CREATE INDEX nsca_delivery_lost ON nsca_delivery (ended_at, id) WHERE state IN ('EXPIRED', 'DISCARDED');

-- With the number, so that those that ended at the same moment have an order, too.
DROP INDEX nsca_delivery_ended;
CREATE INDEX nsca_delivery_ended ON nsca_delivery (ended_at, id) WHERE ended_at IS NOT NULL;

UPDATE nsca_installation SET schema_version = 22;
