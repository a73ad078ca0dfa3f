/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.web.api;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.nscacheck.admin.CheckView;
import org.nscacheck.check.CheckSettings;
import org.springframework.http.ResponseEntity;

/**
 * A check with what an administrator has set for it; the other parts are those of {@link CheckItem}.
 *
 * @param settings what is set over what the code declares; null follows the code
 */
record CheckDetail(
        UUID id,
        String name,
        String method,
        @Nullable String service,
        List<String> tags,
        boolean active,
        CheckItem.State state,
        CheckItem.Times times,
        CheckSettings settings) {

    static CheckDetail of(CheckView view) {
        CheckItem item = CheckItem.of(view);
        return new CheckDetail(
                item.id(),
                item.name(),
                item.method(),
                item.service(),
                item.tags(),
                item.active(),
                item.state(),
                item.times(),
                view.stored().settings());
    }

    /** Returns an answer that says which version it shows. */
    static ResponseEntity<byte[]> tagged(ResponseEntity.BodyBuilder builder, CheckView view) {
        return ApiController.answer(builder.eTag(Etag.of(view.stored().version())), of(view));
    }
}
