/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.engine;

import org.nscacheck.delivery.DeliveryListener;
import org.nscacheck.run.RunListener;

/**
 * Receives events of the engine, for meters and the like. Called from several threads while they work: must be quick and
 * thread-safe. Its exceptions are logged and have no other effect.
 */
public interface EngineListener extends RunListener, DeliveryListener {

    /** Does nothing. */
    EngineListener NONE = new EngineListener() {};
}
