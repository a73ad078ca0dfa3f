/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.nscacheck.check.CheckCatalog;
import org.nscacheck.check.CheckDefinition;
import org.nscacheck.check.CheckKey;
import org.nscacheck.run.RunGroups.Portion;
import org.nscacheck.schedule.ScheduleSpec;

class RunGroupsTest {

    private static final CheckKey FREE = new CheckKey("free");
    private static final CheckKey STOCK = new CheckKey("stock");
    private static final CheckKey ORDERS = new CheckKey("orders");

    private final RunGroups groups = new RunGroups(
            new CheckCatalog(List.of(in(FREE, "reports"), in(STOCK, "erp"), in(ORDERS, "erp"))), Map.of("erp", 2));

    private static CheckDefinition in(CheckKey key, String group) {
        return CheckDefinition.of(key, key.value(), ScheduleSpec.every("1m"), context -> null).toBuilder()
                .group(group)
                .build();
    }

    @Test
    void aGroupSharesItsLimit() {
        assertThat(groups.portions(20))
                .containsExactlyInAnyOrder(new Portion(Set.of(FREE), 20), new Portion(Set.of(STOCK, ORDERS), 2));

        groups.began(STOCK);
        assertThat(groups.portions(20)).contains(new Portion(Set.of(STOCK, ORDERS), 1));
        groups.began(ORDERS);

        assertThat(groups.portions(20)).containsExactly(new Portion(Set.of(FREE), 20));
        assertThat(groups.isAnyFull()).isTrue();
        groups.ended(STOCK);
        assertThat(groups.isAnyFull()).isFalse();
        assertThat(groups.portions(20)).contains(new Portion(Set.of(STOCK, ORDERS), 1));
    }

    @Test
    void noneIsAlwaysFirst() {
        assertThat(groups.portions(1).get(0)).isNotEqualTo(groups.portions(1).get(0));
    }
}
