package com.datacline.gateway.upstream;

import com.datacline.gateway.call.CallFailed;
import com.datacline.gateway.call.JsonRpc;
import com.datacline.gateway.call.WireJson;
import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hands what a process says to whom it concerns. It never waits for any of them. */
final class ProcessEar {
    private static final Logger LOG = LoggerFactory.getLogger(ProcessEar.class);
    private static final int MOST_NOISE = 1_000;
    private static final int SHOWN_OF_NOISE = 200;
    private static final String SUBSCRIPTION = "io.modelcontextprotocol/subscriptionId";

    private final String server;
    private final ProcessWire wire;
    private int noise;

    ProcessEar(String server, ProcessWire wire) {
        this.server = server;
        this.wire = wire;
    }

    /**
     * Takes one line of standard output.
     *
     * @return what is so wrong with it that the process must end, to go on after the server's name, or null
     */
    @Nullable
    String hear(LineInput.Line line) {
        if (line.cut()) {
            return "said a line of more than " + line.bytes().length + " bytes";
        }
        JsonNode said = json(line.bytes());
        if (!(said instanceof ObjectNode message)) {
            return line.bytes().length == 0 ? null : passOver(line.bytes());
        }
        if (!message.path("jsonrpc").asText().equals("2.0")) {
            return "said a line of JSON that is no JSON-RPC message";
        }
        if (!message.has("method")) {
            answered(message);
        } else if (message.has("id")) {
            asked(new Heard.Asked(message));
        } else {
            told(message);
        }
        return null;
    }

    /** Some servers print what is meant for people where messages belong. */
    private @Nullable String passOver(byte[] line) {
        if (LOG.isDebugEnabled()) {
            String text = new String(line, 0, Math.min(line.length, SHOWN_OF_NOISE), StandardCharsets.UTF_8);
            LOG.debug("server {} printed what is no message: {}", server, text.replaceAll("\\p{Cntrl}", " "));
        }
        // said once: what it prints on its way out is no news
        return ++noise == MOST_NOISE + 1 ? "printed more than " + MOST_NOISE + " lines that are no messages" : null;
    }

    private void answered(ObjectNode message) {
        JsonNode id = message.path("id");
        ProcessInquiry inquiry = id.isIntegralNumber() && id.canConvertToLong() ? wire.answered(id.asLong()) : null;
        if (inquiry == null) {
            LOG.debug("server {} answered what nobody waits for (id {})", server, id);
        } else if (message.path("error").isObject()) {
            inquiry.hear(new Heard.Answered(new RpcOutcome(RpcOutcome.NO_STATUS, null, message.get("error"), null)));
        } else if (message.get("result") instanceof ObjectNode result) {
            inquiry.hear(new Heard.Answered(new RpcOutcome(RpcOutcome.NO_STATUS, result, null, null)));
        } else {
            inquiry.fail(wire.failure("answered with neither a result nor an error"));
        }
    }

    private void asked(Heard.Asked request) {
        ProcessInquiry concerned = wire.onlyOne();
        if (concerned == null) {
            concerned = wire.listener();
        }
        if (concerned == null || request.method().equals("ping")) {
            ObjectNode response = JsonRpc.response(request.request().path("id"));
            response.setAll(Questions.own(request));
            try {
                wire.write(response);
            } catch (CallFailed e) {
                LOG.debug("server {} asked {} and takes no answer", server, request.method());
            }
            return;
        }
        concerned.hear(request);
    }

    private void told(ObjectNode notification) {
        String method = notification.path("method").asText();
        JsonNode params = notification.path("params");
        JsonNode token =
                switch (method) {
                    case "notifications/progress" -> params.path("progressToken");
                    case "notifications/cancelled" -> params.path("requestId");
                    default -> params.path("_meta").path(SUBSCRIPTION);
                };
        ProcessInquiry concerned = token.isIntegralNumber() ? wire.pending(token.asLong()) : null;
        if (concerned != null && method.equals("notifications/cancelled")) {
            wire.answered(concerned.id());
            concerned.fail(wire.failure("ended the subscription"));
            return;
        }
        if (concerned == null && !method.equals("notifications/progress")) {
            concerned = beside(method);
        }
        if (concerned == null) {
            LOG.debug("server {} said {}, which concerns nobody who listens", server, method);
        } else {
            concerned.hear(new Heard.Told(notification));
        }
    }

    /** What says no request may belong to the one that is under way, unless it is of a kind that belongs to none. */
    private @Nullable ProcessInquiry beside(String method) {
        ProcessInquiry listener = wire.listener();
        boolean ofNone = method.endsWith("/list_changed") || method.equals("notifications/resources/updated");
        ProcessInquiry only = ofNone && listener != null ? null : wire.onlyOne();
        return only == null ? listener : only;
    }

    private static @Nullable JsonNode json(byte[] line) {
        try {
            return WireJson.MAPPER.readTree(line);
        } catch (JacksonException e) {
            return null;
        } catch (IOException e) {
            throw new IllegalStateException("bytes that cannot be read", e);
        }
    }
}
