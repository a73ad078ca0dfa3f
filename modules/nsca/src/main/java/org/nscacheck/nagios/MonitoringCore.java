/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.nagios;

import java.util.List;
import org.nscacheck.plugin.UnitRule;
import org.nscacheck.sender.Setting;
import org.nscacheck.sender.SettingValues;

/** Which monitoring core reads the commands. Both take the same lines and read units of measurement differently. */
public enum MonitoringCore {
    NAGIOS(UnitRule.NAGIOS),
    ICINGA(UnitRule.ICINGA2);

    private static final String SETTING = "flavour";

    private final UnitRule units;

    MonitoringCore(UnitRule units) {
        this.units = units;
    }

    /** Returns the setting of a server by which it is chosen; Nagios by default. */
    public static Setting setting() {
        return new Setting(
                        SETTING,
                        "Receiver",
                        "Units of measurement are translated for Icinga 2, which would misread some.",
                        "nagios",
                        List.of(new Setting.Option("nagios", "Nagios"), new Setting.Option("icinga", "Icinga 2")))
                .freeOfSecret();
    }

    /** Returns the one that was chosen. */
    public static MonitoringCore read(SettingValues values) {
        return values.choice(SETTING, MonitoringCore.class);
    }

    /** Returns what it does with units. */
    public UnitRule units() {
        return units;
    }
}
