/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.boot;

/** The application has no database, or none that is clearly meant, for due list and outbox. */
class NoDataSourceException extends RuntimeException {

    private static final long serialVersionUID = 1;

    NoDataSourceException(String message) {
        super(message);
    }
}
