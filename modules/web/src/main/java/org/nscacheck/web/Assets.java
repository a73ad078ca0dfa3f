/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.web;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.zip.CRC32;
import org.springframework.core.io.ByteArrayResource;

/**
 * Style sheet, scripts and icon, read once. Their addresses carry a version made of their content, so that a browser may
 * keep them for ever. Immutable.
 */
final class Assets {

    private final Map<String, Asset> byName = new LinkedHashMap<>();
    private final String version;

    /** A file and how a browser is to read it. */
    record Asset(ByteArrayResource body, String contentType) {}

    Assets() {
        add("screens.css", "META-INF/nscacheck/assets/screens.css", "text/css;charset=UTF-8");
        add("screens.js", "META-INF/nscacheck/assets/screens.js", "text/javascript;charset=UTF-8");
        add("charts.js", "META-INF/nscacheck/assets/charts.js", "text/javascript;charset=UTF-8");
        add("icon.svg", "META-INF/nscacheck/assets/icon.svg", "image/svg+xml");
        add("htmx.js", "META-INF/resources/webjars/htmx.org/2.0.10/dist/htmx.min.js", "text/javascript;charset=UTF-8");
        CRC32 sum = new CRC32();
        byName.values().forEach(asset -> sum.update(asset.body.getByteArray()));
        version = Long.toHexString(sum.getValue());
    }

    private void add(String name, String resource, String contentType) {
        try (InputStream file = Assets.class.getClassLoader().getResourceAsStream(resource)) {
            if (file == null) {
                throw new IllegalStateException(resource + " is not on the class path");
            }
            byName.put(name, new Asset(new ByteArrayResource(file.readAllBytes()), contentType));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String version() {
        return version;
    }

    Optional<Asset> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }
}
