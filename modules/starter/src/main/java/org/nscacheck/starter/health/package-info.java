/* SPDX-License-Identifier: Apache-2.0 */
/** Health in both directions, for whichever generation of Spring Boot; not for applications. */
@NullMarked
package org.nscacheck.starter.health;

import org.jspecify.annotations.NullMarked;
