package com.datacline.gateway.openapi;

import com.datacline.gateway.call.ApiAnswer;
import com.datacline.gateway.call.ApiCall;
import com.datacline.gateway.call.CallFailed;
import com.datacline.gateway.call.FailureCode;
import com.datacline.gateway.call.UpstreamCall;
import com.datacline.gateway.registry.Address;
import com.datacline.gateway.registry.Auth;
import com.datacline.gateway.registry.McpServer;
import com.datacline.gateway.registry.Registry;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The documents of all REST APIs, each as it was when it was last good. */
final class Documents {
    private static final Logger LOG = LoggerFactory.getLogger(Documents.class);

    private final Supplier<Registry> registry;
    private final Map<McpServer, Held> held = new ConcurrentHashMap<>();

    /**
     * A document that is in force.
     *
     * @param hash of its text, so that the same one is not read twice
     * @param validators by which its keeper knows it: {@code ETag} and {@code Last-Modified}
     * @param problem why there is no newer one, or null
     */
    record Held(
            ApiDocument document,
            ArgumentCheck check,
            int hash,
            Map<String, String> validators,
            @Nullable String problem) {
        Held with(@Nullable String now) {
            return new Held(document, check, hash, validators, now);
        }
    }

    Documents(Supplier<Registry> registry) {
        this.registry = registry;
    }

    /** Returns the document in force, or null if there has been none yet. */
    @Nullable
    Held get(McpServer server) {
        return held.get(server);
    }

    @Nullable
    String problem(McpServer server) {
        Held now = held.get(server);
        return now == null || now.problem() == null ? null : now.problem() + "; the last good document stays in force";
    }

    /** Returns the request for a document, or null if it is a file. */
    @Nullable
    ApiCall request(McpServer server, Address.OpenApi address, UpstreamCall call) {
        if (address.isFile()) {
            return null;
        }
        Map<String, List<String>> headers = new HashMap<>();
        headers.put("Accept", List.of("application/json, application/yaml;q=0.9, */*;q=0.8"));
        Held now = held.get(server);
        if (now != null) {
            String etag = now.validators().get("ETag");
            String modified = now.validators().get("Last-Modified");
            if (etag != null) {
                headers.put("If-None-Match", List.of(etag));
            } else if (modified != null) {
                headers.put("If-Modified-Since", List.of(modified));
            }
        }
        URI url = address.document();
        if (isAtApi(server, address)) {
            call.credential().headers().forEach((name, value) -> headers.put(name, List.of(value)));
            for (Map.Entry<String, String> one : call.credential().query().entrySet()) {
                String pair = UrlText.encode(one.getKey()) + "=" + UrlText.encode(one.getValue());
                url = URI.create(url + (url.getRawQuery() == null ? "?" : "&") + pair);
            }
        }
        return new ApiCall(call, "GET", url, headers, new byte[0]);
    }

    /** The credential is the API's; who else keeps its document does not see it. */
    private static boolean isAtApi(McpServer server, Address.OpenApi address) {
        URI document = address.document();
        URI api = address.url() == null ? document : address.url();
        Auth auth = server.auth();
        return auth != null
                && auth.allows(document.getHost())
                && api.getScheme().equals(document.getScheme())
                && Objects.equals(api.getRawAuthority(), document.getRawAuthority());
    }

    /** Takes a document as it came. */
    ApiDocument learn(McpServer server, Address.OpenApi address, ApiAnswer answer) {
        Held before = held.get(server);
        if (answer.status() == 304 && before != null) {
            return keep(server, before.with(null));
        }
        if (answer.status() != 200) {
            String moved = answer.header("Location") == null ? "" : ", which leads to " + answer.header("Location");
            throw failed(server, "is not to be had: HTTP " + answer.status() + moved);
        }
        Map<String, String> validators = new HashMap<>();
        for (String name : List.of("ETag", "Last-Modified")) {
            String value = answer.header(name);
            if (value != null) {
                validators.put(name, value);
            }
        }
        return read(server, address, answer.body(), validators);
    }

    /** Reads a document that is a file. */
    ApiDocument reload(McpServer server, Address.OpenApi address) {
        try {
            return read(server, address, Files.readAllBytes(Path.of(address.document())), Map.of());
        } catch (IOException e) {
            throw failed(server, "cannot be read: " + e.getClass().getSimpleName() + " " + e.getMessage());
        }
    }

    /** Notes why there is no newer document, and returns the one that stays in force; null if there is none. */
    @Nullable
    ApiDocument keep(McpServer server, String problem) {
        Held before = held.get(server);
        if (before == null) {
            return null;
        }
        if (!problem.equals(before.problem())) {
            LOG.warn("{}; the last good document stays in force", problem);
        }
        return keep(server, before.with(problem));
    }

    private ApiDocument keep(McpServer server, Held now) {
        held.keySet().retainAll(registry.get().servers().values());
        held.put(server, now);
        return now.document();
    }

    private ApiDocument read(McpServer server, Address.OpenApi address, byte[] text, Map<String, String> validators) {
        int hash = Arrays.hashCode(text);
        Held before = held.get(server);
        if (before != null && before.hash() == hash) {
            return keep(server, new Held(before.document(), before.check(), hash, validators, null));
        }
        try {
            ApiDocument document = DocumentReader.read(server, address, text);
            LOG.info(
                    "server {}: {} tools from \"{}\" {}",
                    server.name(),
                    document.operations().size(),
                    document.title(),
                    document.version());
            return keep(server, new Held(document, new ArgumentCheck(), hash, validators, null));
        } catch (InvalidDocument e) {
            throw failed(server, String.valueOf(e.getMessage()));
        }
    }

    private static CallFailed failed(McpServer server, String what) {
        return new CallFailed(FailureCode.UPSTREAM_ERROR, "server " + server.name() + ": its OpenAPI document " + what);
    }
}
