/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.starter.faults;

import org.springframework.jdbc.core.JdbcTemplate;

/** Lets the database refuse single runs, each with the SQLSTATE that its message names. */
final class RefusedRuns {

    private static final String START = "refuse:";

    private RefusedRuns() {}

    static void refuse(JdbcTemplate jdbc) {
        jdbc.execute("CREATE FUNCTION nscacheck.refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
                + " IF NEW.message LIKE '" + START + "%' THEN"
                + " RAISE EXCEPTION 'refused %', substr(NEW.message, 1, 12) USING ERRCODE = substr(NEW.message, 8, 5);"
                + " END IF; RETURN NEW; END $$");
        jdbc.execute("CREATE TRIGGER refuse BEFORE INSERT ON nscacheck.nsca_run"
                + " FOR EACH ROW EXECUTE FUNCTION nscacheck.refuse()");
    }

    static String message(String sqlState) {
        return START + sqlState;
    }
}
