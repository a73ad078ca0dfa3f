/* SPDX-License-Identifier: Apache-2.0 */
/** NSCA-ng: passive results over TLS with a pre-shared key, each of them acknowledged. */
@NullMarked
package org.nscacheck.nscang;

import org.jspecify.annotations.NullMarked;
