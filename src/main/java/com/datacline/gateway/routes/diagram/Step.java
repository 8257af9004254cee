package com.datacline.gateway.routes.diagram;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * One step of a route file.
 *
 * @param name the EIP, such as {@code setBody}
 * @param body what the file says of it
 */
record Step(String name, JsonNode body) {
    private static final Set<String> LANGUAGES = Set.of(
            "simple",
            "constant",
            "method",
            "jsonpath",
            "xpath",
            "expression",
            "header",
            "language",
            "exchangeProperty");

    /** Returns the steps of a list; each is a mapping with one key, or a name alone. */
    static List<Step> list(JsonNode steps) {
        List<Step> all = new ArrayList<>();
        for (JsonNode step : steps) {
            if (step.isTextual()) {
                all.add(new Step(step.asText(), step));
            }
            step.properties().forEach(entry -> all.add(new Step(entry.getKey(), entry.getValue())));
        }
        return all;
    }

    /** Returns what it does, in few words. */
    String label() {
        return switch (name) {
            case "bean" -> method(body);
            case "to", "toD", "wireTap", "poll" -> name.equals("to") ? uri() : name + " " + uri();
            case "setVariable", "setHeader", "setProperty" -> body.path("name").asText() + " = " + expression(body);
            case "setBody" -> "body = " + expression(body);
            case "kamelet" -> "kamelet:" + body.path("name").asText(body.asText());
            case "log" -> "log";
            default -> (name + " " + expression(body)).strip();
        };
    }

    /** Returns the address it sends to, or an empty text. */
    String uri() {
        return body.isTextual() ? body.asText() : body.path("uri").asText("");
    }

    /** Returns the first expression of a step or of a branch, or an empty text. */
    static String expression(JsonNode body) {
        for (String language : LANGUAGES.stream().sorted().toList()) {
            JsonNode given = body.path(language);
            if (language.equals("expression") && given.isObject()) {
                return expression(given);
            }
            if (language.equals("method") && given.isObject()) {
                return method(given);
            }
            if (given.isValueNode()) {
                return given.asText();
            }
            if (given.isObject()) {
                return given.path("expression").asText("");
            }
        }
        return "";
    }

    private static String method(JsonNode bean) {
        String method = bean.path("method").asText("");
        return bean.path("ref").asText(bean.asText()) + (method.isEmpty() ? "" : "." + method);
    }
}
