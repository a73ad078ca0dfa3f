/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ParameterTest {

    private enum Level {
        LOW,
        HIGH {
            @Override
            public String toString() {
                return "very high";
            }
        }
    }

    /** The only place where Java writes down a generic type. */
    interface Types {
        void all(
                List<Integer> integers,
                List<Level> levels,
                List<String> words,
                List<List<String>> nested,
                List<?> any,
                Map<String, String> map);
    }

    private static Type type(int index) {
        return Arrays.stream(Types.class.getDeclaredMethods())
                .findFirst()
                .orElseThrow()
                .getGenericParameterTypes()[index];
    }

    private static Parameter parameter(Type type) {
        return new Parameter("p", type, null, null, null, List.of(), "");
    }

    private static Parameter limited(Type type, @Nullable String min, @Nullable String max) {
        return new Parameter("p", type, null, min, max, List.of(), "");
    }

    static Stream<Arguments> values() {
        return Stream.of(
                Arguments.of(String.class, "${x} #{y}", "${x} #{y}"),
                Arguments.of(String.class, "", ""),
                Arguments.of(int.class, "-7", -7),
                Arguments.of(Integer.class, "7", 7),
                Arguments.of(long.class, "9223372036854775807", Long.MAX_VALUE),
                Arguments.of(double.class, "1.5e3", 1500.0),
                Arguments.of(BigDecimal.class, "0.10", new BigDecimal("0.10")),
                Arguments.of(boolean.class, "TRUE", true),
                Arguments.of(Boolean.class, "false", false),
                Arguments.of(Level.class, "HIGH", Level.HIGH),
                Arguments.of(Duration.class, "10m", Duration.ofMinutes(10)),
                Arguments.of(LocalDate.class, "2026-02-28", LocalDate.of(2026, 2, 28)),
                Arguments.of(type(0), "1, 2,3", List.of(1, 2, 3)),
                Arguments.of(type(1), "LOW,HIGH", List.of(Level.LOW, Level.HIGH)),
                Arguments.of(type(2), "a,,b", List.of("a", "", "b")),
                Arguments.of(type(2), " ", List.of()));
    }

    @ParameterizedTest
    @MethodSource("values")
    void bindsATextToItsType(Type type, String text, Object expected) {
        assertThat(parameter(type).bind(text)).isEqualTo(expected);
    }

    static Stream<Arguments> rubbish() {
        return Stream.of(
                Arguments.of(int.class, "2147483648", "is not a value of int: it is no such number"),
                Arguments.of(int.class, "", "is not a value of int"),
                Arguments.of(int.class, "1.0", "is not a value of int"),
                Arguments.of(double.class, "NaN", "it is not finite"),
                Arguments.of(double.class, "1e999", "it is not finite"),
                Arguments.of(boolean.class, "yes", "write true or false"),
                Arguments.of(Level.class, "low", "is not one of [LOW, HIGH]"),
                Arguments.of(Level.class, "very high", "is not one of [LOW, HIGH]"),
                Arguments.of(Duration.class, "10 minutes", "is not a duration"),
                Arguments.of(LocalDate.class, "2026-02-30", "is not a value of LocalDate"),
                Arguments.of(type(0), "1,two", "'two' is not a value of Integer"));
    }

    @ParameterizedTest
    @MethodSource("rubbish")
    void namesParameterAndValueOfWhatDoesNotFit(Type type, String text, String words) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> parameter(type).bind(text))
                .withMessageStartingWith("parameter 'p': '")
                .withMessageContaining(words);
    }

    static Stream<Type> unsupported() {
        return Stream.of(
                Object.class, Thread.class, int[].class, List.class, CheckContext.class, type(3), type(4), type(5));
    }

    @ParameterizedTest
    @MethodSource("unsupported")
    void refusesOtherTypes(Type type) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> parameter(type))
                .withMessageStartingWith("parameter 'p' has the type " + type.getTypeName());
    }

    @Test
    void keepsToItsLimits() {
        Parameter number = limited(int.class, "1", "9");
        assertThat(number.bind("1")).isEqualTo(1);
        assertThat(number.bind("9")).isEqualTo(9);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> number.bind("0"))
                .withMessage("parameter 'p': 0 is below the lowest allowed value 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> limited(Duration.class, null, "1h").bind("61m"))
                .withMessage("parameter 'p': 61m is above the highest allowed value 1h");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> limited(type(0), null, "5").bind("1,6"))
                .withMessageContaining("6 is above");
    }

    @Test
    void refusesLimitsThatMakeNoSense() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> limited(String.class, "a", null))
                .withMessage("parameter 'p' cannot have limits: it is no number");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> limited(Level.class, "LOW", null))
                .withMessage("parameter 'p' cannot have limits: it is no number");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> limited(int.class, "one", null))
                .withMessageContaining("'one' is not a value of int");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> limited(int.class, "9", "1"))
                .withMessage("parameter 'p': 9 is above the highest allowed value 1");
    }

    @Test
    void refusesADefaultOrAnOptionThatDoesNotFit() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Parameter("p", int.class, "12", "1", "9", List.of(), ""))
                .withMessageContaining("12 is above");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Parameter("p", String.class, "z", null, null, List.of("x", "y"), ""))
                .withMessage("parameter 'p': 'z' is not one of [x, y]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Parameter("p", int.class, null, null, null, List.of("1", "two"), ""))
                .withMessageContaining("'two' is not a value of int");
    }

    @Test
    void takesTheDefaultWhenNothingIsSet() {
        assertThat(new Parameter("p", int.class, "7", null, null, List.of(), "").bind(null))
                .isEqualTo(7);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> parameter(int.class).bind(null))
                .withMessage("parameter 'p' must be set");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a,b", "b", ""})
    void comparesEachElementOfAListWithTheOptions(String text) {
        Parameter words = new Parameter("p", type(2), null, null, null, List.of("a", "b"), "");

        assertThat(words.bind(text))
                .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.LIST)
                .isSubsetOf("a", "b");
    }
}
