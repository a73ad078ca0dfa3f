/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.alerting;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.nscacheck.RefusedException;
import org.nscacheck.sender.Setting;

/** Makes policies of settings and says all that is wrong with these at once. */
final class PolicyReader {

    private PolicyReader() {}

    static <T> Optional<T> read(
            Map<String, String> settings, List<Setting> known, List<String> faults, Function<Fields, T> maker) {
        List<String> found = new ArrayList<>();
        Fields fields = new Fields(settings, known, found);
        Optional<T> made = Optional.empty();
        try {
            made = Optional.of(maker.apply(fields));
        } catch (RefusedException e) {
            // A value replaced by a harmless one may not fit the others; then it has been said already.
            if (found.isEmpty()) {
                found.add(e.getMessage());
            }
        }
        faults.addAll(found);
        return found.isEmpty() ? made : Optional.empty();
    }

    static Map<String, String> withoutEmpty(Map<String, String> settings) {
        Map<String, String> set = new LinkedHashMap<>(settings);
        set.values().removeIf(String::isEmpty);
        return set;
    }
}
