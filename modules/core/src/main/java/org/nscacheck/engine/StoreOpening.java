/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.engine;

/**
 * How the stores become usable. Their database may be away when the application starts; the engine then repeats what failed
 * until it works. One thread at a time calls {@link #reach} and {@link #prepare}, another one may call {@link #build}
 * meanwhile.
 */
public interface StoreOpening {

    /** Of stores that are ready when they are made. */
    StoreOpening READY = new StoreOpening() {
        @Override
        public void build() {}

        @Override
        public void reach() {}

        @Override
        public void prepare() {}

        @Override
        public boolean isAway(Throwable failure) {
            return false;
        }
    };

    /** Builds what needs no database. What fails here fails again: it stops the application. */
    void build();

    /** Returns as soon as the database answers, and fails when it does not; how long that takes is up to its driver. */
    void reach();

    /** Brings the tables in line, or compares them. May be repeated after a failure; does nothing when it has been done. */
    void prepare();

    /**
     * Returns whether a failure is transient, because the database is unavailable, starts, stops, or is busy; as opposed to a
     * fault that somebody has to correct.
     */
    boolean isAway(Throwable failure);
}
