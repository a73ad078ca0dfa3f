/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.web.chart;

import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** Writes lines as the data of SVG paths. */
record Paths(Scale time, Scale value) {

    /** Returns a line through the means, broken where there is a gap. */
    String line(Series series) {
        StringBuilder path = new StringBuilder();
        for (List<Point> piece : series.pieces()) {
            path.append(run('M', piece, Point::mean));
            if (piece.size() == 1) {
                path.append("h0.1"); // with round ends a dot
            }
        }
        return path.toString();
    }

    /** Returns the area between the lowest and the highest values. */
    String band(Series series) {
        StringBuilder path = new StringBuilder();
        for (List<Point> piece : series.pieces()) {
            if (piece.size() > 1) {
                path.append(run('M', piece, Point::high));
                path.append(run('L', reversed(piece), Point::low)).append('Z');
            }
        }
        return path.toString();
    }

    private static List<Point> reversed(List<Point> piece) {
        Point[] turned = new Point[piece.size()];
        for (int i = 0; i < turned.length; i++) {
            turned[i] = piece.get(turned.length - 1 - i);
        }
        return List.of(turned);
    }

    private String run(char first, List<Point> piece, ToDoubleFunction<Point> of) {
        StringBuilder path = new StringBuilder();
        for (Point point : piece) {
            path.append(path.isEmpty() ? first : 'L')
                    .append(x(point))
                    .append(',')
                    .append(y(of.applyAsDouble(point)));
        }
        return path.toString();
    }

    String x(Point point) {
        return number(time.at((double) point.at().toEpochMilli()));
    }

    String y(double measured) {
        return number(value.at(measured));
    }

    /** Returns a coordinate with a tenth of a unit. */
    static String number(double coordinate) {
        return String.format(Locale.ROOT, "%.1f", coordinate);
    }
}
