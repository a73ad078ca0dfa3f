/** Auto-configuration for Spring Boot 4: checks run as soon as this is on the class path of an application. */
@NullMarked
package org.nscacheck.starter;

import org.jspecify.annotations.NullMarked;
