/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.nscacheck.admin.CheckQuery;
import org.nscacheck.admin.CheckQuery.Column;
import org.nscacheck.admin.CheckQuery.Order;
import org.nscacheck.admin.Standing;

class CheckListAddressTest {

    private static CheckListAddress address(String... parameters) {
        Map<String, String> map = new HashMap<>();
        for (int i = 0; i < parameters.length; i += 2) {
            map.put(parameters[i], parameters[i + 1]);
        }
        return CheckListAddress.of(map);
    }

    @Test
    void showsTheWorstFirstUnlessAskedOtherwise() {
        assertThat(address().query()).isEqualTo(CheckQuery.ALL);
        assertThat(address().page(0)).isEqualTo("/checks");
    }

    @Test
    void readsWhatItHasWritten() {
        CheckListAddress address = address(
                "q",
                "a b&c=ü{x}",
                "tag",
                "mail",
                "state",
                "not-yet-run",
                "sort",
                "last-run",
                "turned",
                "1",
                "page",
                "3");

        assertThat(address.query().standing()).isEqualTo(Standing.NOT_YET_RUN);
        assertThat(address.query().order()).isEqualTo(new Order(Column.LAST_RUN, false));
        assertThat(address.query().page()).isEqualTo(2);
        assertThat(address.page(2))
                .isEqualTo(
                        "/checks?q=a%20b%26c%3D%C3%BC%7Bx%7D&tag=mail&state=not-yet-run&sort=last-run&turned=1&page=3");
    }

    @Test
    void turnsTheOrderOfTheColumnThatIsOrderedBy() {
        assertThat(address("sort", "name").by(Column.NAME)).isEqualTo("/checks?sort=name&turned=1");
        assertThat(address("sort", "name").by(Column.STATE)).isEqualTo("/checks");
        assertThat(address().by(Column.STATE)).isEqualTo("/checks?turned=1");
    }

    @Test
    void leavesOutWhatItCannotMean() {
        assertThat(address("state", "purple", "sort", "shoe", "server", "none", "page", "-4")
                        .query())
                .isEqualTo(CheckQuery.ALL);
    }
}
