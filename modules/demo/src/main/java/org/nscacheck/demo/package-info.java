/** A small tea shop with orders, payments and mails whose health is checked; started by {@code mvn -Pdemo}. */
@NullMarked
package org.nscacheck.demo;

import org.jspecify.annotations.NullMarked;
