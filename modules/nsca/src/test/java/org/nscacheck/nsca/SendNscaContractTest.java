/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.nsca;

import java.util.Map;

/** The program {@code send_nsca}, at the real daemon. */
class SendNscaContractTest extends NscaSenderContractTest {

    @Override
    Map<String, String> settings() {
        return Map.of("encryption", "14", "transport", "program");
    }
}
