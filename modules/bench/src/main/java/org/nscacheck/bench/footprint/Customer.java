/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.bench.footprint;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import org.jspecify.annotations.Nullable;

/** What a host with JPA has of its own. */
@Entity
@Table(name = "customer")
public class Customer {

    @Id
    private long id;

    private @Nullable String name;

    /** For Hibernate. */
    protected Customer() {}

    /** Returns its number. */
    public long id() {
        return id;
    }

    /** Returns its name. */
    public @Nullable String name() {
        return name;
    }
}
