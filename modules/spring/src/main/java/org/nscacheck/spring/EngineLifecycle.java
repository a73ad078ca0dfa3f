/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.spring;

import org.nscacheck.engine.Engine;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.context.SmartLifecycle;

/**
 * Ties an engine to its context: it reads the checks when all beans are ready, and runs from the start of the context to its
 * end.
 */
final class EngineLifecycle implements SmartInitializingSingleton, SmartLifecycle {

    private final Engine engine;

    EngineLifecycle(Engine engine) {
        this.engine = engine;
    }

    /**
     * {@inheritDoc}
     *
     * @throws org.nscacheck.spring.annotation.InvalidChecksException if annotated methods cannot be checks
     */
    @Override
    public void afterSingletonsInstantiated() {
        engine.prepare();
    }

    @Override
    public void start() {
        engine.start();
    }

    @Override
    public void stop() {
        engine.stop();
    }

    @Override
    public boolean isRunning() {
        return engine.isRunning();
    }
}
