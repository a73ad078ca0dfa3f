/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.overc;

/**
 * How large a post may be.
 *
 * @param bodyBytes most bytes of a body, 2 or more
 * @param depth how deep lists and objects may be nested, 3 or more: OverC's own posts need 3
 * @param entries most services or alerts in one post
 * @param nameLength most characters of the name of a server or a service, and of a key
 */
public record RequestLimits(int bodyBytes, int depth, int entries, int nameLength) {

    /** OverC's tables hold so many characters of a name and of a key. */
    public static final int NAME_LENGTH = 32;

    /** A mebibyte, which is what a web server in front takes by default; 16 levels, 1,000 entries, names as OverC stores them. */
    public static final RequestLimits USUAL = new RequestLimits(1 << 20, 16, 1000, NAME_LENGTH);

    /** @throws IllegalArgumentException if a limit leaves no room for any post */
    public RequestLimits {
        if (bodyBytes < 2 || depth < 3 || entries < 1 || nameLength < 1) {
            throw new IllegalArgumentException("limits without room: " + bodyBytes + " bytes, depth " + depth + ", "
                    + entries + " entries, names of " + nameLength + " characters");
        }
    }

    /** Returns the same with another size of a body. */
    public RequestLimits withBodyBytes(int bytes) {
        return new RequestLimits(bytes, depth, entries, nameLength);
    }

    /** Returns the same with another number of services or alerts. */
    public RequestLimits withEntries(int most) {
        return new RequestLimits(bodyBytes, depth, most, nameLength);
    }
}
