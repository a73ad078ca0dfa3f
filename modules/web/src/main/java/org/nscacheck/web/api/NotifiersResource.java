/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.web.api;

import java.util.List;
import org.nscacheck.admin.Actor;
import org.nscacheck.admin.Permission;
import org.nscacheck.admin.ServerView;
import org.nscacheck.sender.Purpose;
import org.nscacheck.web.TestOutcome;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Notifiers, by which people are told. */
@RestController
@RequestMapping("${nscacheck.web.base-path:/nscacheck}/api/v1/notifiers")
public final class NotifiersResource extends ReceiversResource {

    public NotifiersResource(Api api) {
        super(api, Purpose.NOTIFICATIONS);
    }

    @Override
    List<ServerView> findAll(Actor actor) {
        return api.overview().notifiers(actor);
    }

    /** Sends a notification that is marked as a test, by the notifier as it is stored. */
    @PostMapping("/{id}/test")
    ResponseEntity<byte[]> test(
            @ModelAttribute(name = ACTOR, binding = false) Actor actor, @PathVariable("id") String id)
            throws InterruptedException {
        actor.require(Permission.ADMINISTER);
        return ok(
                TestOutcome.of(api.alerts().test(actor, find(actor, id).server().id())));
    }
}
