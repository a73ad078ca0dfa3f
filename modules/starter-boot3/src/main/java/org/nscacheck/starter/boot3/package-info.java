/* SPDX-License-Identifier: Apache-2.0 */
/** What an application of Spring Boot 3.5 needs besides the starter: its types of health, and its libraries left alone. */
@NullMarked
package org.nscacheck.starter.boot3;

import org.jspecify.annotations.NullMarked;
