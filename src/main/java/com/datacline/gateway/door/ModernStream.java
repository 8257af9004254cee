package com.datacline.gateway.door;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.Set;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * A modern client's end of a call: it hears progress and the log messages it asked for, is asked by results, and cancels by
 * going away (2026-07-28, transports, Streamable HTTP, cancellation).
 */
final class ModernStream extends CallStream {
    /** The methods whose results may ask for input (2026-07-28, patterns, MRTR). */
    private static final Set<String> ASKING = Set.of("tools/call", "prompts/get", "resources/read");

    private final String method;
    private final JsonNode params;
    private final BiFunction<String, ObjectNode, ObjectNode> told;

    /** @param told gives the task that a server's notification is about the id by which the client knows it */
    ModernStream(
            EventChannel channel,
            Duration keepAlive,
            String method,
            JsonNode params,
            BiFunction<String, ObjectNode, ObjectNode> told) {
        super(channel, new EventStream("", false), keepAlive);
        this.told = told;
        this.method = method;
        this.params = params;
    }

    @Override
    public Dialogue dialogue() {
        return ASKING.contains(method) ? Dialogue.RESULT : Dialogue.NONE;
    }

    @Override
    public ObjectNode capabilities() {
        return params.path("_meta").get(Protocol.META_CAPABILITIES) instanceof ObjectNode declared
                ? declared
                : JsonNodeFactory.instance.objectNode();
    }

    @Override
    public @Nullable String logLevel() {
        String level = params.path("_meta").path(Protocol.META_LOG_LEVEL).asText("");
        return LogLevel.isOne(level) ? level : null;
    }

    @Override
    public @Nullable JsonNode progressToken() {
        return progressToken(params);
    }

    @Override
    public void tell(String server, ObjectNode notification) {
        boolean wanted =
                switch (notification.path("method").asText()) {
                    case "notifications/progress" -> true;
                    case "notifications/message" -> {
                        String least = logLevel();
                        yield least != null
                                && LogLevel.passes(
                                        notification
                                                .path("params")
                                                .path("level")
                                                .asText(),
                                        least);
                    }
                    default ->
                        !Protocol.OUTSIDE_CALLS.contains(
                                notification.path("method").asText());
                };
        if (wanted) {
            send(told.apply(server, notification));
        }
    }

    @Override
    void gone() {
        cancellation().cancel();
    }
}
