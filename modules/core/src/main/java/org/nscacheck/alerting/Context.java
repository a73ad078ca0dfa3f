/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.alerting;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.nscacheck.check.CheckId;
import org.nscacheck.server.ServerId;

/**
 * What a decision depends on besides the subject itself.
 *
 * @param policies what people have decided
 * @param parents the checks that others depend on; one that is missing holds nobody
 * @param gathering recipients whose words are gathered now, and until when
 * @param now the time
 */
public record Context(
        Policies policies, Map<SubjectKey, Parent> parents, Map<ServerId, Instant> gathering, Instant now) {

    public Context {
        parents = Map.copyOf(parents);
        gathering = Map.copyOf(gathering);
    }

    /** Without parents and gathering. */
    public Context(Policies policies, Instant now) {
        this(policies, Map.of(), Map.of(), now);
    }

    /** Returns the parent of a subject: on the same node if it runs on each. */
    @Nullable
    Parent parent(CheckId check, Subject child) {
        Parent there = parents.get(new SubjectKey(check, child.node()));
        return there == null ? parents.get(new SubjectKey(check, "")) : there;
    }

    Context gathering(Map<ServerId, Instant> recipients) {
        return new Context(policies, parents, recipients, now);
    }
}
