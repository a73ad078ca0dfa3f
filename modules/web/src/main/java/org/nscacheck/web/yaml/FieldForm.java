/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.web.yaml;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.nscacheck.FailureStatus;
import org.nscacheck.RefusedException;
import org.nscacheck.schedule.Durations;
import org.nscacheck.server.CatchUp;
import org.nscacheck.server.Names;

/** How the value of a field is written in a file, and how in {@link org.nscacheck.fields}. */
enum FieldForm {
    TEXT {
        @Override
        String read(String typed) {
            return typed;
        }

        @Override
        Object written(String value) {
            return value;
        }
    },
    NUMBER {
        @Override
        String read(String typed) {
            try {
                return String.valueOf(Integer.parseInt(typed));
            } catch (NumberFormatException e) {
                throw new RefusedException("'" + Names.shortened(typed) + "' is not a whole number", e);
            }
        }

        @Override
        Object written(String value) {
            return Integer.valueOf(value);
        }
    },
    TRUTH {
        @Override
        String read(String typed) {
            String word = typed.toLowerCase(Locale.ROOT);
            if (!word.equals("true") && !word.equals("false")) {
                throw new RefusedException("'" + Names.shortened(typed) + "' is neither true nor false");
            }
            return word;
        }

        @Override
        Object written(String value) {
            return Boolean.valueOf(value);
        }
    },
    DURATION {
        @Override
        String read(String typed) {
            return Durations.parse(typed).toString();
        }

        @Override
        Object written(String value) {
            return Durations.text(Duration.parse(value));
        }
    },
    FAILURE_STATUS {
        @Override
        String read(String typed) {
            return word(typed, FailureStatus.values());
        }

        @Override
        Object written(String value) {
            return lower(value);
        }
    },
    CATCH_UP {
        @Override
        String read(String typed) {
            return word(typed, CatchUp.values());
        }

        @Override
        Object written(String value) {
            return lower(value);
        }
    };

    /** @throws RefusedException if a file cannot say so */
    abstract String read(String typed);

    /** Returns a text, a number or a truth value. */
    abstract Object written(String value);

    private static String word(String typed, Enum<?>[] words) {
        List<String> known =
                Arrays.stream(words).map(each -> lower(each.name())).toList();
        if (!known.contains(lower(typed))) {
            throw new RefusedException("'" + Names.shortened(typed) + "' is not one of " + String.join(", ", known));
        }
        return lower(typed).toUpperCase(Locale.ROOT).replace('-', '_');
    }

    private static String lower(String word) {
        return word.toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
