/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck;

/** Where a check of a clustered application runs. */
public enum CheckScope {
    /** On one node at a time, for the whole application. */
    CLUSTER,
    /** On each node, reported with the node's own host name: for memory, disks and other things each node has. */
    NODE
}
