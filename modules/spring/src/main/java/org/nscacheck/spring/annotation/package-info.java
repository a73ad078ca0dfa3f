/** Annotated methods as checks: how they are found, read and called. */
@NullMarked
package org.nscacheck.spring.annotation;

import org.jspecify.annotations.NullMarked;
