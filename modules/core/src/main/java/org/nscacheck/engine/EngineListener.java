/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.engine;

import org.nscacheck.delivery.DeliveryListener;
import org.nscacheck.run.RunListener;

/**
 * Is told what the engine does, for meters and the like. Called from several threads, in the midst of the work: must be quick
 * and thread-safe. What it throws is logged and harms nothing.
 */
public interface EngineListener extends RunListener, DeliveryListener {

    /** Does nothing. */
    EngineListener NONE = new EngineListener() {};
}
