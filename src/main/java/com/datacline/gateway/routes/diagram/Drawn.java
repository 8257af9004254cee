package com.datacline.gateway.routes.diagram;

import com.datacline.gateway.yaml.YamlDocument;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.List;

/**
 * A route or a route template as its file has it.
 *
 * @param id its id
 * @param template whether routes are made from it
 * @param description why it exists
 * @param from where it begins, with its steps
 */
record Drawn(String id, boolean template, String description, JsonNode from) {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** Returns the routes of a file in their order. */
    static List<Drawn> in(String text) {
        List<Drawn> routes = new ArrayList<>();
        for (JsonNode entry : JSON.<JsonNode>valueToTree(YamlDocument.read(text).value())) {
            JsonNode route = entry.path("route");
            JsonNode template = entry.path("routeTemplate");
            if (route.isObject()) {
                routes.add(new Drawn(
                        route.path("id").asText(),
                        false,
                        route.path("description").asText(),
                        route.path("from")));
            }
            if (template.isObject()) {
                JsonNode from = template.has("from") ? template.path("from") : template.at("/route/from");
                routes.add(new Drawn(
                        template.path("id").asText(),
                        true,
                        template.path("description").asText(),
                        from));
            }
        }
        return routes;
    }

    /** Returns the addresses that its steps send to, at any depth, in their order. */
    List<String> targets() {
        List<String> targets = new ArrayList<>();
        collect(from.path("steps"), targets);
        return targets;
    }

    private static void collect(JsonNode node, List<String> targets) {
        for (Step step : Step.list(node)) {
            if (!step.uri().isEmpty() && !step.name().equals("from")) {
                targets.add(step.uri());
            }
            within(step.body(), targets);
        }
    }

    private static void within(JsonNode body, List<String> targets) {
        body.properties().forEach(part -> {
            if (part.getKey().equals("steps")) {
                collect(part.getValue(), targets);
            } else if (part.getValue().isArray()) {
                part.getValue().forEach(one -> within(one, targets));
            } else if (part.getValue().isObject()) {
                within(part.getValue(), targets);
            }
        });
    }
}
