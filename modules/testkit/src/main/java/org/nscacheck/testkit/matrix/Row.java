/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.testkit.matrix;

import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A row of the matrix that a test shows. On a class it holds for each of its tests.
 *
 * <p>A test with several invocations has passed when each of them has.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.TYPE})
@Repeatable(Rows.class)
public @interface Row {

    /** The row's id in {@code rows.txt}, {@code R03}. */
    String value();

    /** What the test does, for the table; part of a sentence, without numbers that differ between machines. */
    String done();
}
