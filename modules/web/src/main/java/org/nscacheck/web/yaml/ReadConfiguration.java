/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.web.yaml;

import java.util.List;
import org.nscacheck.admin.DescribedConfiguration;

/**
 * What was read of a file.
 *
 * @param configuration what it says, without what is faulty
 * @param faults in the order of lines, empty if it was understood
 */
public record ReadConfiguration(DescribedConfiguration configuration, List<YamlFault> faults) {

    public ReadConfiguration {
        faults = List.copyOf(faults);
    }
}
