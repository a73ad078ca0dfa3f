/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.admin;

/** What a person may do; each permission includes those before it. */
public enum Permission {
    /** See servers, checks and results; never a secret. */
    VIEW,
    /** Run a check now. */
    OPERATE,
    /** Add, change and remove servers and checks. */
    ADMINISTER
}
