/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.starter;

import java.nio.file.Path;
import java.util.List;
import org.nscacheck.CheckScope;
import org.nscacheck.check.CheckSettings;
import org.nscacheck.check.CheckSource;
import org.nscacheck.contract.CheckSourceContract;
import org.nscacheck.plugin.PluginChecks;
import org.nscacheck.plugin.PluginFolders;
import org.nscacheck.plugin.PluginRunner;
import org.nscacheck.plugin.PluginTemplate;

class PluginChecksContractTest implements CheckSourceContract {

    @Override
    public CheckSource source() {
        PluginTemplate template = new PluginTemplate(
                "true", "true", List.of(), List.of(), null, CheckScope.CLUSTER, false, "", CheckSettings.NONE);
        return new PluginChecks(
                new PluginFolders("folders", List.of(Path.of("/usr/bin"))), new PluginRunner(), List.of(template));
    }
}
