/* SPDX-License-Identifier: Apache-2.0 */
/** What the protocols over HTTP share: one exchange that ends in time, and JSON. */
@NullMarked
package org.nscacheck.http;

import org.jspecify.annotations.NullMarked;
