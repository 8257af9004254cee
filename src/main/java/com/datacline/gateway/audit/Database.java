package com.datacline.gateway.audit;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Where the audit table is.
 *
 * @param kind {@code postgresql} or {@code embedded}
 * @param jdbcUrl the JDBC address
 * @param user the user, or null if the address holds it
 * @param password the password, or null
 */
public record Database(
        String kind,
        String jdbcUrl,
        @Nullable String user,
        @Nullable String password) {

    /**
     * Reads {@code DATABASE_URL}.
     *
     * @param url {@code postgresql://user:password@host:port/name}, a JDBC address, or empty for the embedded database
     * @throws IllegalArgumentException if it is neither
     */
    public static Database of(@Nullable String url, Path dataFolder) {
        if (url == null || url.isBlank()) {
            String file = dataFolder.toAbsolutePath().resolve("gateway").toString();
            return new Database(
                    "embedded",
                    "jdbc:h2:file:" + file + ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH"
                            // the pool closes it, after the routes that use it have ended
                            + ";DB_CLOSE_ON_EXIT=FALSE"
                            // rows are never changed: writing old ones again, for a smaller file, is not worth it
                            + ";AUTO_COMPACT_FILL_RATE=40"
                            // of pages, in KB; H2's own default grows with the heap, to 64 MB for each GB
                            + ";CACHE_SIZE=16384",
                    "gateway",
                    "");
        }
        if (url.startsWith("jdbc:postgresql:")) {
            return new Database("postgresql", url, null, null);
        }
        if (url.startsWith("jdbc:h2:")) {
            return new Database("embedded", url, null, null);
        }
        if (url.startsWith("postgresql://") || url.startsWith("postgres://")) {
            return fromUri(url);
        }
        String scheme = url.contains(":") ? url.substring(0, url.indexOf(':')) : "what it holds";
        throw unusable(scheme + " is not supported");
    }

    /** The url itself stays out of the message: it holds a password. */
    private static IllegalArgumentException unusable(String why) {
        return new IllegalArgumentException("DATABASE_URL: " + why
                + "; use postgresql://user:password@host:5432/name, a JDBC address of PostgreSQL,"
                + " or leave it unset for the embedded database");
    }

    private static Database fromUri(String url) {
        URI uri = parsed(url);
        String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
        String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
        String jdbc = "jdbc:postgresql://" + uri.getHost() + port + uri.getRawPath() + query;
        String info = uri.getRawUserInfo();
        if (info == null) {
            return new Database("postgresql", jdbc, null, null);
        }
        String[] parts = info.split(":", 2);
        return new Database("postgresql", jdbc, decoded(parts[0]), parts.length > 1 ? decoded(parts[1]) : null);
    }

    /** The message of a URI's own exception shows the password. */
    private static URI parsed(String url) {
        try {
            URI uri = new URI(url);
            if (uri.getHost() != null && uri.getRawFragment() == null) {
                return uri;
            }
        } catch (URISyntaxException e) {
            // said below, without the password
        }
        throw unusable("it is not well formed, or odd characters such as # / ? @ ^ in the user or password"
                + " are not percent-encoded (# is %23)");
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    /** Names the place, never the password. */
    @Override
    public String toString() {
        return "Database[" + kind + "]";
    }
}
