/* SPDX-License-Identifier: Apache-2.0 */
/**
 * The ciphers behind {@link org.nscacheck.nsca.Encryption}: 8-bit CFB as libmcrypt does it, over engines of the Java
 * platform, of BouncyCastle and of our own. Not meant for use from outside this module.
 */
@NullMarked
package org.nscacheck.nsca.cipher;

import org.jspecify.annotations.NullMarked;
