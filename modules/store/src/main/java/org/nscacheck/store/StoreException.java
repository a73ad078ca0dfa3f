/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.store;

import java.sql.SQLException;

/** The database did not do what it was asked to, usually because it cannot be reached now. */
public class StoreException extends RuntimeException {

    private static final long serialVersionUID = 1;

    StoreException(SQLException cause) {
        super(cause.getMessage(), cause);
    }
}
