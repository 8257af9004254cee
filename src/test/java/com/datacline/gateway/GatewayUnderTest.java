package com.datacline.gateway;

import com.datacline.gateway.call.WireJson;
import com.datacline.gateway.fixture.ScriptedServer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import javax.sql.DataSource;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * A whole gateway in this process, on a free port, with the routes of this repository, a journal and an embedded
 * database of its own. Nothing in it is replaced.
 */
public final class GatewayUnderTest implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final ConfigurableApplicationContext context;
    private final Path folder;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private GatewayUnderTest(ConfigurableApplicationContext context, Path folder) {
        this.context = context;
        this.folder = folder;
    }

    /** Returns a builder; servers and settings come next. */
    public static Builder with() {
        return new Builder();
    }

    /** Starts a gateway with the given servers behind it, named by the keys. */
    public static GatewayUnderTest inFrontOf(Map<String, ScriptedServer> servers) {
        Builder builder = with();
        servers.forEach((name, server) -> builder.server(name, server.url()));
        return builder.start();
    }

    /** What to start. */
    public static final class Builder {
        private final StringBuilder registry = new StringBuilder("servers:\n");
        private final Map<String, String> settings = new LinkedHashMap<>();

        private Builder() {
            set("server.port", "0");
            set("gateway.auth.enabled", "false");
            set("gateway.audit.to-stdout", "false");
            set("gateway.routes.folder", "routes");
            set("gateway.catalogue.retry", "500ms");
            set("spring.lifecycle.timeout-per-shutdown-phase", "3s");
        }

        /** Adds a server to the registry; {@code keys} are further lines such as {@code "timeout: 1"}. */
        public Builder server(String name, URI url, String... keys) {
            return entry(name, "url: " + url).with(keys);
        }

        /** Adds a server of which the keys say everything. */
        public Builder entry(String name, String... keys) {
            registry.append("  ").append(name).append(":\n");
            return with(keys);
        }

        private Builder with(String... keys) {
            for (String key : keys) {
                registry.append("    ").append(key).append('\n');
            }
            return this;
        }

        /** Sets a property of the application. */
        public Builder set(String property, String value) {
            settings.put(property, value);
            return this;
        }

        /** Starts the gateway and waits until it has asked every server that answers. */
        public GatewayUnderTest start() {
            try {
                Path folder = Files.createTempDirectory("gateway");
                Path file = Files.writeString(folder.resolve("mcp_servers.yaml"), registry);
                set("gateway.registry.file", file.toString());
                settings.putIfAbsent(
                        "gateway.audit.file", folder.resolve("audit.json").toString());
                set("gateway.audit.data-folder", folder.resolve("data").toString());
                settings.putIfAbsent(
                        "gateway.logins.folder", folder.resolve("data").toString());
                settings.putIfAbsent(
                        "gateway.catalogue.folder", folder.resolve("data").toString());
                String[] arguments = settings.entrySet().stream()
                        .map(setting -> "--" + setting.getKey() + "=" + setting.getValue())
                        .toArray(String[]::new);
                return new GatewayUnderTest(
                        new SpringApplicationBuilder(GatewayApplication.class).run(arguments), folder);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** Returns the address of a path. */
    public URI url(String path) {
        return URI.create("http://127.0.0.1:" + context.getEnvironment().getProperty("local.server.port") + path);
    }

    /** Returns a bean of the gateway. */
    public <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    /** Returns what the gateway is made of. */
    public ApplicationContext spring() {
        return context;
    }

    /** Sends a request as it is. */
    public HttpResponse<String> send(String method, String path, String body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(url(path))
                .timeout(Duration.ofSeconds(60))
                .method(method, HttpRequest.BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Sends a GET request. */
    public HttpResponse<String> get(String path, String... headers) {
        return send("GET", path, "", headers);
    }

    /** Sends a POST request with a JSON body. */
    public HttpResponse<String> post(String path, String body) {
        return send("POST", path, body, "Content-Type", "application/json");
    }

    /** Returns the whole JSON-RPC response to one request of a legacy client. */
    public JsonNode mcp(String method, JsonNode params) {
        ObjectNode message = JsonNodeFactory.instance
                .objectNode()
                .put("jsonrpc", "2.0")
                .put("id", 1)
                .put("method", method);
        message.set("params", params);
        return json(send(
                        "POST",
                        "/mcp",
                        message.toString(),
                        "Content-Type",
                        "application/json",
                        "Accept",
                        "application/json, text/event-stream")
                .body());
    }

    /** Returns the whole JSON-RPC response to the call of a tool; {@code arguments} is JSON. */
    public JsonNode call(String tool, String arguments) {
        ObjectNode params = JsonNodeFactory.instance.objectNode().put("name", tool);
        params.set("arguments", json(arguments));
        return mcp("tools/call", params);
    }

    /** Returns the names that {@code tools/list} shows. */
    public List<String> toolNames() {
        List<String> names = new ArrayList<>();
        mcp("tools/list", JsonNodeFactory.instance.objectNode())
                .path("result")
                .path("tools")
                .forEach(tool -> names.add(tool.path("name").asText()));
        return names;
    }

    /** Returns the records of the journal, without those that say that the gateway itself has started. */
    public List<JsonNode> journal() {
        return wholeJournal().stream()
                .filter(record -> !record.path("event_type").asText().equals("lifecycle"))
                .toList();
    }

    /** Returns the records of the journal. */
    public List<JsonNode> wholeJournal() {
        try {
            return Files.readAllLines(journalFile()).stream()
                    .map(GatewayUnderTest::json)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the journal itself. */
    public Path journalFile() {
        return folder.resolve("audit.json");
    }

    /** Returns the folder of all that is this gateway's own. */
    public Path folder() {
        return folder;
    }

    /** Returns the database of the audit table. */
    public JdbcTemplate sql() {
        return new JdbcTemplate(context.getBean(DataSource.class));
    }

    /** Waits until something is so, or fails. */
    public static void eventually(String what, BooleanSupplier condition) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("not within " + PATIENCE.toSeconds() + " s: " + what);
            }
            try {
                Thread.sleep(20);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }
    }

    /** Reads JSON, or the last event of a stream. */
    public static JsonNode json(String text) {
        int data = text.lastIndexOf("\ndata: ");
        try {
            return WireJson.MAPPER.readTree(text.startsWith("event:") && data > 0 ? text.substring(data + 7) : text);
        } catch (IOException e) {
            throw new AssertionError("not JSON: " + text, e);
        }
    }

    @Override
    public void close() {
        context.close();
    }
}
