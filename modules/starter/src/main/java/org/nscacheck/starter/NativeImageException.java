/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.starter;

/** The application is a native image, in which checks do not run. */
final class NativeImageException extends IllegalStateException {

    private static final long serialVersionUID = 1;

    NativeImageException() {
        super(
                "nscacheck does not support GraalVM native images: Hibernate, Flyway, Quartz and the screens, which it sets up"
                        + " by itself, find classes and files in a way that an image does not know of.");
    }
}
