/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.store;

import java.util.HashMap;
import java.util.Map;
import org.hibernate.type.descriptor.WrapperOptions;
import org.hibernate.type.descriptor.java.JavaType;
import org.hibernate.type.format.FormatMapper;
import org.jspecify.annotations.Nullable;

/**
 * How Hibernate writes and reads our columns of JSON, which all hold names and texts; without it, Hibernate would look for a
 * databind of Jackson, and each of its releases for another.
 */
final class JsonText implements FormatMapper {

    @Override
    public <T> String toString(T value, JavaType<T> type, WrapperOptions options) {
        return Json.write(value);
    }

    @Override
    public <T> T fromString(CharSequence json, JavaType<T> type, WrapperOptions options) {
        Map<String, @Nullable String> texts = new HashMap<>();
        if (Json.read(json.toString()) instanceof Map<?, ?> values) {
            values.forEach(
                    (name, value) -> texts.put(String.valueOf(name), value == null ? null : String.valueOf(value)));
        }
        return type.getJavaTypeClass().cast(texts);
    }
}
