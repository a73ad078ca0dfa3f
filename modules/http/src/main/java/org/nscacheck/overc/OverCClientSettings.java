/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.overc;

import java.net.IDN;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.nscacheck.RefusedException;
import org.nscacheck.sender.AddressPolicy;
import org.nscacheck.server.Secret;

/**
 * How to talk to one OverC server.
 *
 * @param base {@code http} or {@code https}, host, port and path below which {@code /api/...} lies; without user, query and a slash
 *     at its end
 * @param login what a web server in front asks for, or null
 * @param addresses which addresses the host may have
 * @param timeout time for each post, from connecting to the end of its answer
 */
public record OverCClientSettings(URI base, @Nullable BasicLogin login, AddressPolicy addresses, Duration timeout) {

    /** The port on which OverC's documentation lets it listen. */
    public static final int DEFAULT_PORT = 5000;

    public static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(10);

    /** Everything up to the last {@code @}, in which a password may stand, also where the rest is no URL. */
    private static final Pattern USER = Pattern.compile("//.*@", Pattern.DOTALL);

    private static final Pattern PATH = Pattern.compile("(?:/[A-Za-z0-9._~%!$&'()*+,;=:@-]*)*");

    /** @throws RefusedException if a value is outside its limits */
    public OverCClientSettings {
        String host = base.getHost();
        boolean http = "http".equals(base.getScheme()) || "https".equals(base.getScheme());
        if (!http || host == null || base.getRawUserInfo() != null || base.getRawQuery() != null) {
            throw new RefusedException("'" + shown(base.toString()) + "' is not the address of an OverC server, such as"
                    + " http://overc.example.net:5000/");
        }
        if (timeout.toMillis() < 1) {
            throw new RefusedException("the timeout must be at least 1 ms");
        }
    }

    /**
     * Returns settings with the usual values for an address as people write it: {@code http://overc.example.net:5000/}, with
     * {@code user:password@} before the host where a web server in front asks for it.
     *
     * @throws RefusedException if it is none; the message shows no password
     */
    public static OverCClientSettings of(String url) {
        try {
            URI uri = new URI(url.strip());
            String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
            if (uri.getHost() == null || uri.getRawQuery() != null || uri.getRawFragment() != null) {
                throw unusable(url);
            }
            String path = uri.getRawPath() == null ? "" : uri.getRawPath();
            URI base = base(scheme, uri.getHost(), uri.getPort(), path);
            return new OverCClientSettings(base, login(uri.getRawUserInfo()), AddressPolicy.USUAL, DEFAULT_TIMEOUT);
        } catch (URISyntaxException e) {
            throw unusable(url);
        }
    }

    private static RefusedException unusable(String url) {
        return new RefusedException("'" + shown(url) + "' is not the address of an OverC server, such as"
                + " http://overc.example.net:5000/ or https://user:password@example.net/overc/");
    }

    private static String shown(String url) {
        return USER.matcher(url).replaceFirst("//***@");
    }

    private static @Nullable BasicLogin login(@Nullable String userInfo) {
        if (userInfo == null) {
            return null;
        }
        int colon = userInfo.indexOf(':');
        String user = colon < 0 ? userInfo : userInfo.substring(0, colon);
        String password = colon < 0 ? "" : userInfo.substring(colon + 1);
        return new BasicLogin(decoded(user), Secret.of(decoded(password)));
    }

    private static String decoded(String part) {
        return URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    /**
     * Returns the URI below which {@code /api/...} lies.
     *
     * @param port 1 to 65535, or -1 for the one of the scheme
     * @throws RefusedException if host or path cannot stand in one
     */
    static URI base(String scheme, String host, int port, String path) {
        String below = path.replaceFirst("/+$", "");
        if (!PATH.matcher(below).matches()) {
            throw new RefusedException(
                    "the path '" + path + "' must begin with a slash and hold only what a URL may hold");
        }
        try {
            String place = port < 0 ? "" : ":" + port;
            URI base = new URI(scheme + "://" + ascii(host) + place + below);
            if (base.getHost() != null) {
                return base;
            }
        } catch (URISyntaxException | IllegalArgumentException e) {
            // Said below, together with hosts that java.net.URI takes for something else.
        }
        throw new RefusedException("the host '" + host + "' cannot stand in a URL: a name with an underscore needs an"
                + " alias without one, or its address");
    }

    private static String ascii(String host) {
        boolean bracketed = host.startsWith("[");
        return host.contains(":") ? (bracketed ? host : "[" + host + "]") : IDN.toASCII(host);
    }

    /** Returns the same with this user and password. */
    public OverCClientSettings with(BasicLogin other) {
        return new OverCClientSettings(base, other, addresses, timeout);
    }

    /** Returns the same with another time for each post. */
    public OverCClientSettings with(Duration other) {
        return new OverCClientSettings(base, login, addresses, other);
    }

    /** Returns where a path such as {@code /api/ping} lies. */
    URI at(String path) {
        return URI.create(base + path);
    }

    /** Returns the host as it is resolved: a name, or an address without brackets. */
    String host() {
        String host = base.getHost();
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }

    /** Returns host and port, for messages. */
    String address() {
        return base.getRawAuthority();
    }
}
