/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.web;

import java.time.Duration;
import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;

/** Style sheet, scripts and icon, whatever the host does with static files. */
@Controller
@RequestMapping("${nscacheck.web.base-path:/nscacheck}/assets")
public final class AssetsController {

    private final Assets assets;

    public AssetsController(Screens screens) {
        this.assets = screens.assets();
    }

    @GetMapping("/{version}/{name}")
    ResponseEntity<Resource> asset(@PathVariable("name") String name) {
        return assets.find(name)
                .map(asset -> ResponseEntity.ok()
                        .cacheControl(CacheControl.maxAge(Duration.ofDays(365)).immutable())
                        .contentType(MediaType.parseMediaType(asset.contentType()))
                        .header("X-Content-Type-Options", "nosniff")
                        .body((Resource) asset.body()))
                .orElseGet(() -> ResponseEntity.notFound().build());
    }
}
