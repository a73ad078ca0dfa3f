/* SPDX-License-Identifier: Apache-2.0 */
/** What notifiers share: work that ends in time, connections that may be made, and certificates that are trusted. */
@NullMarked
package org.nscacheck.notify;

import org.jspecify.annotations.NullMarked;
