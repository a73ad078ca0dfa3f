/* SPDX-License-Identifier: Apache-2.0 */
/** Checks in a Spring context: discovery of annotated beans, Quartz, transactions, start and stop. No Spring Boot. */
@NullMarked
package org.nscacheck.spring;

import org.jspecify.annotations.NullMarked;
