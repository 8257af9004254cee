package com.datacline.gateway.catalogue;

import com.datacline.gateway.call.WireJson;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a model or a person relies on when they call a tool, in a form that does not depend on how a server writes JSON:
 * members in order, numbers by value (in the manner of RFC 8785, but with all digits).
 *
 * @param tree the members that count, in that form
 */
record Definition(ObjectNode tree) {
    static final List<String> MEMBERS =
            List.of("name", "title", "description", "inputSchema", "outputSchema", "annotations");

    /** Returns the definition in a tool as a server tells it. */
    static Definition of(ObjectNode tool) {
        ObjectNode tree = JsonNodeFactory.instance.objectNode();
        MEMBERS.stream().filter(tool::has).forEach(member -> tree.set(member, canonical(tool.path(member))));
        return new Definition(tree);
    }

    /** Returns its SHA-256, in hexadecimal. */
    String hash() {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(WireJson.bytes(canonical(tree))));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** Returns the members in which another one differs. */
    List<String> changes(Definition other) {
        return MEMBERS.stream()
                .filter(member -> !tree.path(member).equals(other.tree.path(member)))
                .toList();
    }

    private static JsonNode canonical(JsonNode node) {
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
            case JsonNode number
            when number.isNumber() -> DecimalNode.valueOf(number.decimalValue().stripTrailingZeros());
            default -> node;
        };
    }
}
