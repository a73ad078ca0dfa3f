/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.web.api;

import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import org.nscacheck.admin.Actor;
import org.nscacheck.admin.ServerView;
import org.nscacheck.server.ServerId;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Servers that receive results, and notifiers: how the way to them is doing. */
@RestController
@RequestMapping("${nscacheck.web.base-path:/nscacheck}/api/v1")
public final class ServersResource extends ApiController {

    public ServersResource(Api api) {
        super(api);
    }

    @GetMapping("/servers")
    ResponseEntity<byte[]> servers(
            @ModelAttribute(name = ACTOR, binding = false) Actor actor, @RequestParam Map<String, String> given) {
        return page(api.overview().servers(actor), given);
    }

    @GetMapping("/servers/{id}")
    ResponseEntity<byte[]> server(
            @ModelAttribute(name = ACTOR, binding = false) Actor actor, @PathVariable("id") String id) {
        return ok(ServerItem.of(api.overview()
                .server(actor, new ServerId(uuid(id)))
                .orElseThrow(() -> new NoSuchElementException("This server does not exist, or was deleted."))));
    }

    @GetMapping("/notifiers")
    ResponseEntity<byte[]> notifiers(
            @ModelAttribute(name = ACTOR, binding = false) Actor actor, @RequestParam Map<String, String> given) {
        return page(api.overview().notifiers(actor), given);
    }

    private static ResponseEntity<byte[]> page(List<ServerView> views, Map<String, String> given) {
        Query query = Query.of(given, "limit", "after");
        List<ServerItem> items = views.stream().map(ServerItem::of).toList();
        return ok(Page.of(items, item -> item.name() + "\n" + item.id(), false, query));
    }
}
