/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.nscacheck.CheckResult;
import org.nscacheck.check.CheckCatalog;
import org.nscacheck.check.CheckContext;
import org.nscacheck.check.CheckDefinition;
import org.nscacheck.check.CheckId;
import org.nscacheck.check.CheckSource;

/** What a node relies on in a {@link CheckSource} whose checks work. */
public interface CheckSourceContract {

    /** Returns a source that offers at least one check, each of which reports something when it runs. */
    CheckSource source();

    @Test
    default void offersChecksThatOneCatalogCanHold() {
        Collection<CheckDefinition> definitions = source().definitions();

        assertThat(definitions).isNotEmpty();
        assertThat(new CheckCatalog(definitions).all()).hasSameSizeAs(definitions);
    }

    /** Settings, history and what waits belong to the key. */
    @Test
    default void offersTheSameKeysAtEachStart() {
        assertThat(source().definitions())
                .extracting(CheckDefinition::key)
                .containsExactlyInAnyOrderElementsOf(source().definitions().stream()
                        .map(CheckDefinition::key)
                        .toList());
    }

    @Test
    default void saysWhereEachCheckComesFrom() {
        assertThat(source().definitions()).allSatisfy(definition -> assertThat(definition.origin())
                .as(definition.key().value())
                .isNotBlank());
    }

    @Test
    default void offersChecksThatRun() throws Exception {
        for (CheckDefinition definition : source().definitions()) {
            @Nullable
            CheckResult result = definition
                    .handler()
                    .run(new CheckContext(CheckId.random(), Map.of(), Instant.EPOCH, Duration.ofSeconds(30), "node-1"));
            assertThat(result).as(definition.key().value()).isNotNull();
        }
    }
}
