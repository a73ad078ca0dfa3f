/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.web;

import org.nscacheck.web.chart.Plot;

/**
 * The chart of a metric on a page.
 *
 * @param id unique on the page
 * @param title the metric, with its node if it has one
 * @param range the time that it shows, in words
 * @param plot the picture
 * @param proposals query that asks for limits of this metric, without the side; empty where none are offered
 */
record MetricChart(String id, String title, String range, Plot plot, String proposals) {}
