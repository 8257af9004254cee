package com.datacline.gateway.openapi;

import com.datacline.gateway.call.WireJson;
import com.datacline.gateway.openapi.ApiParameter.Form;
import com.datacline.gateway.openapi.ApiParameter.Style;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** Writes values as the styles of OpenAPI have it (OpenAPI 3.1, style examples; RFC 6570). */
final class Styles {
    private Styles() {}

    /** A name and a value, both as they are before they are encoded. */
    record Pair(String name, String value) {}

    /** Returns a value as it stands in a path, or in a header with an encoder that leaves it as it is. */
    static String simple(String name, JsonNode value, Form form, UnaryOperator<String> encode) {
        UnaryOperator<String> encoded = encode;
        return switch (form.style()) {
            case LABEL -> "." + joined(value, form.explode() ? "." : ",", form.explode(), encoded);
            case MATRIX -> matrix(encoded.apply(name), value, form.explode(), encoded);
            default ->
                form.style() == Style.JSON ? encoded.apply(json(value)) : joined(value, ",", form.explode(), encoded);
        };
    }

    private static String matrix(String name, JsonNode value, boolean explode, UnaryOperator<String> encode) {
        if (value.isArray() && explode) {
            return value.valueStream()
                    .map(item -> ";" + name + "=" + encode.apply(text(item)))
                    .collect(Collectors.joining());
        }
        if (value.isObject() && explode) {
            return ";" + joined(value, ";", true, encode);
        }
        return ";" + name + "=" + joined(value, ",", false, encode);
    }

    private static String joined(JsonNode value, String separator, boolean explode, UnaryOperator<String> encode) {
        if (value.isArray()) {
            return value.valueStream().map(item -> encode.apply(text(item))).collect(Collectors.joining(separator));
        }
        if (value.isObject()) {
            String between = explode ? "=" : ",";
            return value.properties().stream()
                    .map(member -> encode.apply(member.getKey()) + between + encode.apply(text(member.getValue())))
                    .collect(Collectors.joining(separator));
        }
        return encode.apply(text(value));
    }

    /** Returns a value as it stands in a query or a form. */
    static List<Pair> pairs(String name, JsonNode value, Form form) {
        if (form.style() == Style.JSON) {
            return List.of(new Pair(name, json(value)));
        }
        if (form.style() == Style.DEEP_OBJECT) {
            List<Pair> pairs = new ArrayList<>();
            deep(name, value, pairs);
            return pairs;
        }
        if (value.isArray() && form.explode()) {
            return value.valueStream().map(item -> new Pair(name, text(item))).toList();
        }
        if (value.isObject() && form.explode()) {
            return value.properties().stream()
                    .map(member -> new Pair(member.getKey(), text(member.getValue())))
                    .toList();
        }
        if (value.isArray() && value.isEmpty()) {
            return List.of();
        }
        String separator =
                switch (form.style()) {
                    case SPACE_DELIMITED -> " ";
                    case PIPE_DELIMITED -> "|";
                    default -> ",";
                };
        return List.of(new Pair(name, joined(value, separator, false, UnaryOperator.identity())));
    }

    /** What is below the first level OpenAPI leaves open; this is what the servers of forms are used to. */
    private static void deep(String name, JsonNode value, List<Pair> pairs) {
        if (value.isObject()) {
            for (Map.Entry<String, JsonNode> member : value.properties()) {
                deep(name + "[" + member.getKey() + "]", member.getValue(), pairs);
            }
        } else if (value.isArray()) {
            for (int i = 0; i < value.size(); i++) {
                deep(name + "[" + i + "]", value.get(i), pairs);
            }
        } else {
            pairs.add(new Pair(name, text(value)));
        }
    }

    /** Returns a value without the marks of JSON. */
    static String text(JsonNode value) {
        if (value.isContainerNode()) {
            return json(value);
        }
        return value.isBigDecimal() ? value.decimalValue().toPlainString() : value.isNull() ? "" : value.asText();
    }

    static String json(JsonNode value) {
        return new String(WireJson.bytes(value), StandardCharsets.UTF_8);
    }
}
