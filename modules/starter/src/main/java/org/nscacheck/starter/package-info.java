/** Auto-configuration for Spring Boot: checks run as soon as this is on the class path of an application. */
@NullMarked
package org.nscacheck.starter;

import org.jspecify.annotations.NullMarked;
