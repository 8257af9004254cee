package com.datacline.gateway.registry;

import com.datacline.gateway.network.Tls;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One entry under {@code servers:}, known to fit the schema, as a server. */
final class ServerEntry {
    private static final Set<String> OAUTH =
            Set.of("grant", "client_id", "client_secret_ref", "client_metadata_url", "scopes", "issuer", "audience");

    private ServerEntry() {}

    /** @param folder where the registry is, to which relative paths refer */
    static McpServer read(String name, JsonNode entry, Duration defaultTimeout, Path folder) {
        JsonNode timeout = entry.get("timeout");
        return new McpServer(
                name,
                address(entry, folder),
                entry.path("type").asText("http"),
                constant(McpServer.Protocol.class, entry.path("protocol").asText("auto")),
                timeout == null
                        ? defaultTimeout
                        : Duration.ofMillis(Math.max(1, Math.round(timeout.asDouble() * 1000))),
                entry.path("enabled").asBoolean(true),
                entry.path("description").asText(""),
                texts(entry.path("tags")),
                tools(entry.get("tools")),
                entry.path("prefix").asText(name),
                auth(entry.get("auth")),
                entry.hasNonNull("pin_tools")
                        ? Pinning.of(entry.path("pin_tools").asText())
                        : null,
                ResilienceEntry.read(entry),
                entry.get("metadata") instanceof ObjectNode metadata
                        ? metadata
                        : JsonNodeFactory.instance.objectNode());
    }

    /** Tells whether the entry is of a program, and not of an address. */
    static boolean isStdio(JsonNode entry) {
        return entry.path("type").asText().equals("stdio");
    }

    /** Tells whether the entry is of the tools that are routes, which are nowhere else. */
    static boolean isRoutes(JsonNode entry) {
        return entry.path("type").asText().equals("routes");
    }

    /** Tells whether the entry is of a REST API. */
    static boolean isOpenApi(JsonNode entry) {
        return entry.path("type").asText().equals("openapi");
    }

    /** Tells whether the text is a URL, and not the path of a file. */
    static boolean isUrl(String text) {
        return text.startsWith("http://") || text.startsWith("https://");
    }

    private static Address address(JsonNode entry, Path folder) {
        if (isRoutes(entry)) {
            return new Address.Routes();
        }
        if (isOpenApi(entry)) {
            String document = entry.path("openapi").asText();
            return new Address.OpenApi(
                    isUrl(document)
                            ? URI.create(document)
                            : folder.resolve(document).normalize().toUri(),
                    entry.hasNonNull("url") ? URI.create(entry.path("url").asText()) : null,
                    filter(entry.path("select")),
                    filter(entry.path("exclude")),
                    entry.path("allow_link_local").asBoolean(false),
                    tls(entry.path("tls"), folder));
        }
        if (!isStdio(entry)) {
            return new Address.Http(
                    URI.create(entry.path("url").asText()),
                    entry.path("allow_link_local").asBoolean(false),
                    tls(entry.path("tls"), folder));
        }
        Map<String, Secret> env = new LinkedHashMap<>();
        entry.path("env")
                .properties()
                .forEach(variable -> env.put(
                        variable.getKey(), new Secret(variable.getValue().asText())));
        return new Address.Stdio(
                entry.path("command").asText(),
                texts(entry.path("args")),
                env,
                entry.hasNonNull("cwd") ? folder.resolve(entry.path("cwd").asText()) : null);
    }

    private static OperationFilter filter(JsonNode filter) {
        return new OperationFilter(
                texts(filter.path("tags")), texts(filter.path("paths")), texts(filter.path("operations")));
    }

    private static @Nullable Tls tls(JsonNode tls, Path folder) {
        return tls.isObject()
                ? new Tls(
                        file(tls, "ca", folder),
                        file(tls, "certificate", folder),
                        file(tls, "key", folder),
                        text(tls, "server_name"))
                : null;
    }

    private static @Nullable Path file(JsonNode entry, String key, Path folder) {
        String path = text(entry, key);
        return path == null ? null : folder.resolve(path);
    }

    private static @Nullable Set<String> tools(@Nullable JsonNode tools) {
        if (tools == null || !tools.isArray()) {
            return null;
        }
        Set<String> names = new HashSet<>(texts(tools));
        return names.contains("*") ? null : names;
    }

    private static @Nullable Auth auth(@Nullable JsonNode auth) {
        if (auth == null || auth.isNull()) {
            return null;
        }
        String value = auth.path("credential_value").asText("");
        return new Auth(
                constant(Auth.Method.class, auth.path("method").asText("none")),
                constant(Auth.Location.class, auth.path("location").asText("header")),
                auth.path("name").asText("Authorization"),
                constant(Auth.Format.class, auth.path("format").asText("prefix")),
                auth.path("prefix").asText("Bearer "),
                auth.path("template").asText(""),
                text(auth, "credential_ref"),
                value.isEmpty() ? null : new Secret(value),
                texts(auth.path("allowed_hosts")),
                oauth(auth));
    }

    /** A token that stands in the registry is shown as it is, unless a key says that it is not one. */
    private static @Nullable OAuth oauth(JsonNode auth) {
        boolean given = auth.hasNonNull("credential_ref") || auth.hasNonNull("credential_value");
        boolean asked = OAUTH.stream().anyMatch(auth::has);
        boolean oauth2 = auth.path("method").asText().equals("oauth2");
        if (!asked && (!oauth2 || given)) {
            return null;
        }
        return new OAuth(
                constant(OAuth.Grant.class, auth.path("grant").asText("authorization_code")),
                text(auth, "client_id"),
                text(auth, "client_secret_ref"),
                text(auth, "client_metadata_url"),
                texts(auth.path("scopes")),
                text(auth, "issuer"),
                text(auth, "audience"));
    }

    private static @Nullable String text(JsonNode entry, String key) {
        return entry.hasNonNull(key) ? entry.path(key).asText() : null;
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(item -> texts.add(item.asText()));
        return texts;
    }

    private static <E extends Enum<E>> E constant(Class<E> type, String name) {
        return Enum.valueOf(type, name.toUpperCase(Locale.ROOT));
    }
}
