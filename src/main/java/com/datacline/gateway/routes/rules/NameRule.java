package com.datacline.gateway.routes.rules;

import com.datacline.gateway.routes.RouteFault;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.model.OptionalIdentifiedDefinition;
import org.apache.camel.model.RouteConfigurationDefinition;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.RouteTemplateDefinition;
import org.apache.camel.model.rest.RestDefinition;
import org.apache.camel.spi.Resource;
import org.jspecify.annotations.Nullable;

/** Everything that has steps has an id in kebab-case and says why it exists. */
final class NameRule {
    private static final Pattern KEBAB = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");

    private final Places places;
    private final List<RouteFault> faults = new ArrayList<>();

    private NameRule(Places places) {
        this.places = places;
    }

    static List<RouteFault> judge(DefaultCamelContext context, Places places) {
        NameRule rule = new NameRule(places);
        for (RouteDefinition route : context.getRouteDefinitions()) {
            if (route.isRest() == null || !route.isRest()) {
                String id = route.hasCustomIdAssigned() ? route.getId() : null;
                rule.judge("route", route, id, route.getDescription(), route.getResource());
            }
        }
        for (RouteTemplateDefinition template : context.getRouteTemplateDefinitions()) {
            String description = template.getDescription() == null
                    ? template.getRoute().getDescription()
                    : template.getDescription();
            rule.judge("routeTemplate", template, template.getId(), description, template.getResource());
        }
        for (RouteConfigurationDefinition configuration : context.getRouteConfigurationDefinitions()) {
            String id = configuration.hasCustomIdAssigned() ? configuration.getId() : null;
            rule.judge(
                    "routeConfiguration",
                    configuration,
                    id,
                    configuration.getDescription(),
                    configuration.getResource());
        }
        for (RestDefinition rest : context.getRestDefinitions()) {
            String id = rest.hasCustomIdAssigned() ? rest.getId() : null;
            rule.judge("rest", rest, id, rest.getDescription(), rest.getResource());
        }
        return rule.faults;
    }

    private void judge(
            String kind,
            OptionalIdentifiedDefinition<?> node,
            @Nullable String id,
            @Nullable String description,
            @Nullable Resource resource) {
        Places.Place place = places.of(node, resource == null ? "" : resource.getLocation());
        if (id == null) {
            faults.add(place.fault("a " + kind + " without an id; ids name it in logs, metrics and audit records"));
            return;
        }
        if (!KEBAB.matcher(id).matches()) {
            faults.add(place.fault(kind + " " + id + ": an id is in kebab-case, such as my-route"));
        }
        if (description == null || description.isBlank()) {
            faults.add(place.fault(kind + " " + id + " has no description; one line says why it exists"));
        }
    }
}
