package com.datacline.gateway.shaping;

import com.datacline.gateway.call.WireJson;
import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/** JSON trees as routes leave them and as caches compare them. */
final class Trees {
    private Trees() {}

    /** Returns the body of an exchange as JSON: a tree, a map, a list, or text that is JSON; null if it is none. */
    static @Nullable JsonNode body(Exchange exchange) {
        Object body = exchange.getMessage().getBody();
        try {
            return switch (body) {
                case null -> null;
                case JsonNode tree -> tree;
                case Map<?, ?> map -> WireJson.MAPPER.valueToTree(map);
                case Collection<?> list -> WireJson.MAPPER.valueToTree(list);
                default -> {
                    byte[] bytes = exchange.getMessage().getBody(byte[].class);
                    JsonNode tree = bytes == null ? null : WireJson.MAPPER.readTree(bytes);
                    yield tree == null || tree.isMissingNode() ? null : tree;
                }
            };
        } catch (JacksonException | IllegalArgumentException e) {
            return null;
        } catch (IOException e) {
            throw new IllegalStateException("bytes that cannot be read", e);
        }
    }

    /** Returns JSON in which the order of members says nothing. */
    static JsonNode canonical(JsonNode node) {
        return switch (node) {
            case ObjectNode object -> {
                Map<String, JsonNode> members = new TreeMap<>();
                object.properties().forEach(member -> members.put(member.getKey(), canonical(member.getValue())));
                ObjectNode copy = JsonNodeFactory.instance.objectNode();
                members.forEach(copy::set);
                yield copy;
            }
            case ArrayNode array -> {
                ArrayNode copy = JsonNodeFactory.instance.arrayNode(array.size());
                array.forEach(item -> copy.add(canonical(item)));
                yield copy;
            }
            default -> node;
        };
    }
}
