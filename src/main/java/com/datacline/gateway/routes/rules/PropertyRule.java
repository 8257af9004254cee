package com.datacline.gateway.routes.rules;

import com.datacline.gateway.routes.RouteFault;
import com.datacline.gateway.yaml.YamlDocument;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Every {@code {{placeholder}}} is a setting of the gateway, or a parameter of the template that it stands in. */
final class PropertyRule {
    /** A name without a default and without the {@code ?} of an option that may be left out. */
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{([\\w.\\-\\[\\]]+)}}");

    private final Predicate<String> known;

    /** @param known tells whether there is a setting of that name */
    PropertyRule(Predicate<String> known) {
        this.known = known;
    }

    List<RouteFault> judge(RouteText text) {
        List<RouteFault> faults = new ArrayList<>();
        int index = 0;
        for (JsonNode entry : text.tree()) {
            Set<String> parameters = new HashSet<>();
            entry.path("routeTemplate")
                    .path("parameters")
                    .forEach(parameter -> parameters.add(parameter.path("name").asText()));
            judge(entry, "/" + index++, parameters, text, faults);
        }
        return faults;
    }

    private void judge(JsonNode node, String pointer, Set<String> parameters, RouteText text, List<RouteFault> faults) {
        if (node.isTextual()) {
            Matcher placeholder = PLACEHOLDER.matcher(node.asText());
            while (placeholder.find()) {
                String name = placeholder.group(1);
                if (!parameters.contains(name) && !known.test(name)) {
                    faults.add(text.fault(pointer, "there is no setting \"" + name + "\""));
                }
            }
        } else if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                judge(node.get(i), pointer + "/" + i, parameters, text, faults);
            }
        } else {
            node.properties()
                    .forEach(property -> judge(
                            property.getValue(),
                            pointer + "/" + YamlDocument.escape(property.getKey()),
                            parameters,
                            text,
                            faults));
        }
    }
}
