/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.web.api;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.NoSuchElementException;
import org.nscacheck.admin.Actor;
import org.nscacheck.admin.ServerView;
import org.nscacheck.definition.DefinitionFormat;
import org.nscacheck.definition.DefinitionSettings;
import org.nscacheck.definition.Definitions;
import org.nscacheck.sender.Purpose;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Servers that receive results: how they are reached, how the way to them is doing, and what they have to know. */
@RestController
@RequestMapping("${nscacheck.web.base-path:/nscacheck}/api/v1/servers")
public final class ServersResource extends ReceiversResource {

    private static final MediaType TEXT = new MediaType("text", "plain", StandardCharsets.UTF_8);

    public ServersResource(Api api) {
        super(api, Purpose.RESULTS);
    }

    @Override
    List<ServerView> findAll(Actor actor) {
        return api.overview().servers(actor);
    }

    /** The hosts and services that a Nagios must have, as a file of definitions, for a program that fetches it. */
    @GetMapping("/{id}/nagios.cfg")
    ResponseEntity<byte[]> nagios(
            @ModelAttribute(name = ACTOR, binding = false) Actor actor,
            @PathVariable("id") String id,
            @RequestParam(name = "contact-group", defaultValue = "") List<String> contactGroups) {
        return definitions(actor, id, DefinitionFormat.NAGIOS, contactGroups);
    }

    /** The same for an Icinga 2. */
    @GetMapping("/{id}/icinga2.conf")
    ResponseEntity<byte[]> icinga2(
            @ModelAttribute(name = ACTOR, binding = false) Actor actor,
            @PathVariable("id") String id,
            @RequestParam(name = "contact-group", defaultValue = "") List<String> contactGroups) {
        return definitions(actor, id, DefinitionFormat.ICINGA2, contactGroups);
    }

    private ResponseEntity<byte[]> definitions(
            Actor actor, String id, DefinitionFormat format, List<String> contactGroups) {
        String server = find(actor, id).server().name();
        String text = Definitions.file(
                        api.overview(), actor, server, format, DefinitionSettings.DEFAULT.with(contactGroups))
                .orElseThrow(() -> new NoSuchElementException("This server does not exist, or was deleted."));
        return ResponseEntity.ok()
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .header("X-Content-Type-Options", "nosniff")
                .contentType(TEXT)
                .body(text.getBytes(StandardCharsets.UTF_8));
    }
}
