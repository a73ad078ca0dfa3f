/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.nscacheck.admin.NotPermittedException;
import org.nscacheck.testkit.matrix.Row;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.web.filter.ForwardedHeaderFilter;

class SameOriginTest {

    private static MockHttpServletRequest form(String... headers) {
        MockHttpServletRequest request = new MockHttpServletRequest("POST", "/nscacheck/checks");
        request.addHeader("Host", "shop.example:8080");
        for (int i = 0; i < headers.length; i += 2) {
            request.addHeader(headers[i], headers[i + 1]);
        }
        return request;
    }

    @Test
    void takesFormsOfItsOwnPages() {
        assertThatCode(() -> SameOrigin.require(form("Sec-Fetch-Site", "same-origin")))
                .doesNotThrowAnyException();
        assertThatCode(() -> SameOrigin.require(form("Origin", "http://shop.example:8080")))
                .doesNotThrowAnyException();
        assertThatCode(() -> SameOrigin.require(form())).as("no browser").doesNotThrowAnyException();
    }

    @Test
    void refusesFormsOfOtherSites() {
        for (MockHttpServletRequest request : List.of(
                form("Sec-Fetch-Site", "cross-site"),
                form("Sec-Fetch-Site", "same-site"),
                form("Sec-Fetch-Site", "cross-site", "Origin", "http://shop.example:8080"),
                form("Origin", "http://evil.example"),
                form("Origin", "http://shop.example"),
                form("Origin", "null"),
                form("Origin", "not a uri"))) {
            assertThatThrownBy(() -> SameOrigin.require(request)).isInstanceOf(NotPermittedException.class);
        }
    }

    @Test
    @Row(
            value = "R61",
            done =
                    "a form whose host a proxy rewrote is taken where the framework trusts the proxy, else the refusal names the property")
    void knowsItsOwnFormsBehindAProxyThatRewritesTheHost() throws Exception {
        MockHttpServletRequest request = new MockHttpServletRequest("POST", "/nscacheck/checks");
        request.addHeader("Host", "backend:8080");
        request.addHeader("Origin", "https://monitoring_1.example");
        request.addHeader("X-Forwarded-Host", "monitoring_1.example");
        request.addHeader("X-Forwarded-Proto", "https");
        assertThatThrownBy(() -> SameOrigin.require(request))
                .as("nobody said that the proxy is trusted")
                .hasMessageContaining("forward-headers-strategy");
        AtomicInteger passed = new AtomicInteger();
        new ForwardedHeaderFilter().doFilter(request, new MockHttpServletResponse(), (forwarded, answer) -> {
            SameOrigin.require((HttpServletRequest) forwarded);
            passed.incrementAndGet();
        });
        assertThat(passed).hasValue(1);
    }

    @Test
    void letsEverybodyReadFromAnywhere() {
        MockHttpServletRequest link = new MockHttpServletRequest("GET", "/nscacheck/checks");
        link.addHeader("Sec-Fetch-Site", "cross-site");
        assertThatCode(() -> SameOrigin.require(link)).doesNotThrowAnyException();
    }
}
