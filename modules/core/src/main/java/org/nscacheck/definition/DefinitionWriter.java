/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.definition;

/** Writes definitions in the language of one core. Not thread-safe. */
interface DefinitionWriter {

    /** What all the others use. */
    void common();

    /** A host, without its services. */
    void host(DefinedHosts.Host host);

    /** A service, and on what it depends. */
    void service(DefinedHosts.Entry service);
}
