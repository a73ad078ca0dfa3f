-- Each minute's runs make the two busiest tables due for ANALYZE, and most of its work went into columns by which nothing is found.
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
ALTER TABLE nsca_delivery
    ALTER message SET STATISTICS 0,
    ALTER long_output SET STATISTICS 0,
    ALTER perf_data SET STATISTICS 0,
    ALTER at SET STATISTICS 0,
    ALTER valid_until SET STATISTICS 0,
    ALTER reason SET STATISTICS 0,
    ALTER created_at SET STATISTICS 0;

UPDATE nsca_installation SET schema_version = 21;
