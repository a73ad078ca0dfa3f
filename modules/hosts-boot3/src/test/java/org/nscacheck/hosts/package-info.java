/* SPDX-License-Identifier: Apache-2.0 */
/** Applications of Spring Boot 3.5, each with the class path that it would have; see the executions in the POM. */
package org.nscacheck.hosts;
