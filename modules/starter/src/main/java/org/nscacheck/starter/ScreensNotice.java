/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.starter;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says at start where the screens are, or why there are none. */
final class ScreensNotice {

    private static final Logger log = LoggerFactory.getLogger(ScreensNotice.class);

    private ScreensNotice() {}

    static void mounted(String basePath) {
        log.info("NSCA-151 screens mounted path={}", basePath);
    }

    static ScreensNotice notMounted(boolean hasSpringSecurity) {
        log.warn(
                """
                NSCA-150 screens not mounted, because no role may use them; to mount them{}:
                    nscacheck.web.roles.administer=ROLE_ADMIN
                    nscacheck.web.roles.operate=ROLE_OPERATOR
                    nscacheck.web.roles.view=ROLE_USER
                or nscacheck.web.enabled=false to go without""",
                hasSpringSecurity ? ", set one of these" : " add spring-boot-starter-security and set one of these");
        return new ScreensNotice();
    }
}
