/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.store;

import java.sql.SQLException;

/** The database did not do what it was asked to, usually because it cannot be reached now. */
public class StoreException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final boolean aboutData;

    StoreException(SQLException cause) {
        super(cause.getMessage(), cause);
        String state = cause.getSQLState();
        this.aboutData = state != null && (state.startsWith("22") || state.startsWith("23"));
    }

    /** Returns whether it is about what was to be stored: it would fail again. */
    boolean isAboutData() {
        return aboutData;
    }
}
