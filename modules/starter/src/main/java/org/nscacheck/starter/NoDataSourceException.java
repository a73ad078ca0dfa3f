/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.starter;

/** There is no data source, or it is not clear which is meant; the message says what there is. */
final class NoDataSourceException extends IllegalStateException {

    private static final long serialVersionUID = 1;

    private final boolean missing;

    private NoDataSourceException(String message, boolean missing) {
        super(message);
        this.missing = missing;
    }

    static NoDataSourceException missing(String message) {
        return new NoDataSourceException(message, true);
    }

    static NoDataSourceException unclear(String message) {
        return new NoDataSourceException(message, false);
    }

    /** Returns whether there is none at all. */
    boolean isMissing() {
        return missing;
    }
}
