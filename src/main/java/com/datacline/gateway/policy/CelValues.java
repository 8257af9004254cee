package com.datacline.gateway.policy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cel.common.values.NullValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** JSON as the values of the expression language, whose integers have 64 bits. */
final class CelValues {
    private CelValues() {}

    /** @throws ArithmeticException if a number cannot be kept exactly enough to decide by it */
    static Object of(@Nullable JsonNode json) {
        return switch (json) {
            case null -> Map.of();
            case JsonNode node when node.isObject() -> object(node);
            case JsonNode node when node.isArray() -> array(node);
            case JsonNode node when node.isTextual() -> node.textValue();
            case JsonNode node when node.isBoolean() -> node.booleanValue();
            case JsonNode node
            when node.isIntegralNumber() -> node.bigIntegerValue().longValueExact();
            case JsonNode node when node.isNumber() -> finite(node.doubleValue());
            default -> NullValue.NULL_VALUE;
        };
    }

    private static double finite(double number) {
        if (Double.isInfinite(number)) {
            throw new ArithmeticException("a number beyond what can be compared");
        }
        return number;
    }

    private static Map<String, Object> object(JsonNode node) {
        Map<String, Object> map = new LinkedHashMap<>();
        node.properties().forEach(member -> map.put(member.getKey(), of(member.getValue())));
        return map;
    }

    private static List<Object> array(JsonNode node) {
        List<Object> list = new ArrayList<>(node.size());
        node.forEach(item -> list.add(of(item)));
        return list;
    }
}
