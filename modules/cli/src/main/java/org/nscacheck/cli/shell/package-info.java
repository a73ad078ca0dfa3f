/* SPDX-License-Identifier: Apache-2.0 */
/** What surrounds a command: streams, environment, secrets and exit codes. */
@NullMarked
package org.nscacheck.cli.shell;

import org.jspecify.annotations.NullMarked;
