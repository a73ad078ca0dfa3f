/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.admin;

/**
 * What a check has measured over time under one label.
 *
 * @param id number in the store
 * @param node the node it is from, empty for a check that runs once in the cluster
 * @param label name of the metric
 * @param uom symbol of its unit, may be empty
 */
public record MetricSeries(long id, String node, String label, String uom) {}
