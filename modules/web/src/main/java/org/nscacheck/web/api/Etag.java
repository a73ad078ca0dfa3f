/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.web.api;

import jakarta.servlet.http.HttpServletRequest;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.nscacheck.server.Names;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;

/** The version of something as an entity tag (RFC 9110, section 8.8.3), which a change must send back. */
final class Etag {

    private static final Pattern TAG = Pattern.compile("\"(\\d{1,9})\"");

    private Etag() {}

    static String of(int version) {
        return "\"" + version + "\"";
    }

    /**
     * Returns the version that a change is based on.
     *
     * @throws ApiException with status 428 if the request does not say, 412 if it names no version of ours
     */
    static int required(HttpServletRequest request) {
        String match = request.getHeader(HttpHeaders.IF_MATCH);
        if (match == null) {
            throw new ApiException(
                    HttpStatus.PRECONDITION_REQUIRED,
                    "a change must say which version it is of: send the ETag of the answer that it is based on as If-Match");
        }
        Matcher tag = TAG.matcher(match.strip());
        if (!tag.matches()) {
            throw new ApiException(
                    HttpStatus.PRECONDITION_FAILED,
                    "If-Match " + Names.shortened(match) + " is no ETag of this resource");
        }
        return Integer.parseInt(tag.group(1));
    }

    /** The same, compared with the version that there is, for what has no other comparison. */
    static void require(HttpServletRequest request, int version) {
        if (required(request) != version) {
            throw new ApiException(
                    HttpStatus.PRECONDITION_FAILED,
                    "somebody else changed this meanwhile: get it again, and repeat the change");
        }
    }
}
