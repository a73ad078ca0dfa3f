/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.store;

/** The schema cannot be made, or does not fit this version; the message says what was found and what to do. */
public final class SchemaException extends IllegalStateException {

    private static final long serialVersionUID = 1;

    SchemaException(String message) {
        super(message);
    }

    SchemaException(String message, Throwable cause) {
        super(message, cause);
    }
}
