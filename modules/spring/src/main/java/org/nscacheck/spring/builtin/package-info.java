/** Checks that every application is offered. */
@NullMarked
package org.nscacheck.spring.builtin;

import org.jspecify.annotations.NullMarked;
