/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.web;

import java.util.List;
import org.nscacheck.admin.Actor;
import org.nscacheck.admin.ServerView;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.RequestMapping;

/** List and form of servers that receive results. */
@Controller
@RequestMapping("${nscacheck.web.base-path:/nscacheck}/servers")
public final class ServersController extends ServerPages {

    public ServersController(Screens screens) {
        super(screens, ServerWords.SERVERS);
    }

    @Override
    List<ServerView> findAll(Actor actor) {
        return screens.overview().servers(actor);
    }
}
