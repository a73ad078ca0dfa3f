/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.testkit;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Objects;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/** How one server is reached: a URL to start from, and the same for each of its databases. */
final class Connector {

    private final String url;

    /** @param url of a database that is there already, with user and password as parameters if they are needed */
    Connector(String url) {
        this.url = url;
    }

    static Connector toLocal(int port) {
        return new Connector("jdbc:postgresql://127.0.0.1:" + port + "/postgres?user=" + PostgresServer.USER);
    }

    DataSource dataSource(String database) {
        return source(database);
    }

    String jdbcUrl(String database) {
        PGSimpleDataSource source = source(database);
        source.setUser(null);
        source.setPassword(null);
        return source.getUrl();
    }

    String host() {
        return source().getServerNames()[0];
    }

    int port() {
        return source().getPortNumbers()[0];
    }

    String username() {
        return Objects.requireNonNullElse(source().getUser(), System.getProperty("user.name"));
    }

    String password() {
        return Objects.requireNonNullElse(source().getPassword(), "");
    }

    /** Runs one statement in the database the URL names. */
    void execute(String sql) throws SQLException {
        try (Connection connection = source().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Returns the server's release as a number: 150013 for 15.13. */
    int serverVersion() throws SQLException {
        try (Connection connection = source().getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SHOW server_version_num")) {
            rows.next();
            return rows.getInt(1);
        }
    }

    private PGSimpleDataSource source(String database) {
        PGSimpleDataSource source = source();
        source.setDatabaseName(database);
        return source;
    }

    private PGSimpleDataSource source() {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(url);
        return source;
    }
}
