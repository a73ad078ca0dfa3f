/* SPDX-License-Identifier: Apache-2.0 */
/** Host applications of five kinds, none of which may notice that checks moved in. */
package org.nscacheck.starter.host;
