package com.datacline.gateway.shaping;

import com.datacline.gateway.call.Answer;
import com.datacline.gateway.call.BroadcastCall;
import com.datacline.gateway.call.Payload;
import com.datacline.gateway.call.WireJson;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultProducer;

/**
 * {@code to: shape:broadcast}: takes a broadcast's answer and returns one in which a route has made one value of what the
 * servers said. What became of each leg stays in it.
 */
final class BroadcastStep extends DefaultProducer {
    private final Hooks hooks;

    BroadcastStep(ShapeEndpoint endpoint, Hooks hooks) {
        super(endpoint);
        this.hooks = hooks;
    }

    @Override
    public void process(Exchange exchange) {
        if (hooks.noneAt(Point.BROADCAST)
                || !(exchange.getMessage().getBody() instanceof Answer answer)
                || !(exchange.getVariable("broadcast") instanceof BroadcastCall call)) {
            return;
        }
        String tool = call.operation().subject();
        List<Hook> matching = hooks.matching(Point.BROADCAST, "", tool);
        if (matching.isEmpty()) {
            return;
        }
        JsonNode merged = legs(answer.result().at("/structuredContent/servers"));
        for (Hook hook : matching) {
            Exchange left = hook.run(merged.deepCopy(), Journey.variables(exchange, "", tool));
            JsonNode shaped = Trees.body(left);
            if (shaped == null || shaped.isNull()) {
                throw hook.failed("left nothing");
            }
            merged = shaped;
        }
        exchange.getMessage().setBody(answer(answer.result(), merged));
    }

    /** Returns what each server said, or why it did not, as programs like it. */
    private static ArrayNode legs(JsonNode servers) {
        ArrayNode legs = JsonNodeFactory.instance.arrayNode();
        servers.properties().forEach(server -> {
            ObjectNode leg = legs.addObject().put("server", server.getKey());
            server.getValue().properties().forEach(member -> {
                if (member.getKey().equals("result") && member.getValue() instanceof ObjectNode result) {
                    leg.set("result", Payload.of(result));
                } else {
                    leg.set(member.getKey(), member.getValue());
                }
            });
        });
        return legs;
    }

    private static Answer answer(ObjectNode whole, JsonNode merged) {
        ObjectNode result = whole.deepCopy();
        ObjectNode structured = result.withObject("/structuredContent");
        structured.path("servers").forEach(server -> {
            if (server instanceof ObjectNode entry
                    && entry.path("status").asText().equals("success")) {
                entry.remove("result");
            }
        });
        structured.set("merged", merged);
        ObjectNode said = JsonNodeFactory.instance.objectNode();
        said.set("merged", merged);
        structured.path("servers").properties().forEach(server -> {
            if (!server.getValue().path("status").asText().equals("success")) {
                said.withObject("/failed")
                        .set(server.getKey(), server.getValue().path("error"));
            }
        });
        result.putArray("content")
                .addObject()
                .put("type", "text")
                .put("text", new String(WireJson.bytes(said), StandardCharsets.UTF_8));
        return new Answer(result);
    }
}
