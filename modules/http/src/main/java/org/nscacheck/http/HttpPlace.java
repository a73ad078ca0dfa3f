/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.http;

import java.net.IDN;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.regex.Pattern;
import org.nscacheck.sender.Setting;
import org.nscacheck.sender.SettingValues;
import org.nscacheck.server.Server;

/** Where a server is found over HTTP, by settings that all kinds of them have. */
public final class HttpPlace {

    private static final Pattern PATH =
            Pattern.compile("(?:/[A-Za-z0-9._~%!$&'()*+,;=:@-]*)*(?:\\?[A-Za-z0-9._~%!$&'()*+,;=:@/?-]*)?");

    private HttpPlace() {}

    /** Returns the setting of how the connection is encrypted; https unless it is changed. */
    public static Setting tls() {
        return new Setting(
                "tls",
                "TLS",
                "Without it, everybody on the way reads what is sent.",
                "true",
                List.of(
                        new Setting.Option("true", "yes: https, with a certificate that Java trusts"),
                        new Setting.Option("false", "no: http")));
    }

    /** Returns the setting of the path. */
    public static Setting path(String help, String usual) {
        return Setting.text("path", "Path", help, usual);
    }

    /** Returns the URI of a server and a path behind the one that is set; a fault is added if there can be none. */
    public static URI read(Server server, SettingValues values, String below, List<String> faults) {
        String path = values.text("path").strip();
        String scheme = values.flag("tls") ? "https" : "http";
        if (!PATH.matcher(path).matches()) {
            faults.add("path '" + path + "' must begin with a slash and hold only what a URL may hold");
            path = "";
        }
        try {
            String host = server.address();
            String name = host.contains(":") ? "[" + host + "]" : IDN.toASCII(host);
            URI uri = new URI(scheme + "://" + name + ":" + server.port() + path.replaceFirst("/+$", "") + below);
            if (uri.getHost() != null) {
                return uri;
            }
        } catch (URISyntaxException | IllegalArgumentException e) {
            // Said below, together with hosts that java.net.URI takes for something else.
        }
        faults.add("the host '" + server.address() + "' cannot stand in a URL: a name with an underscore needs an alias"
                + " without one, or its address");
        return URI.create(scheme + "://localhost/");
    }
}
