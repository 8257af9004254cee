package com.datacline.gateway.routes.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.model.InterceptDefinition;
import org.apache.camel.model.InterceptFromDefinition;
import org.apache.camel.model.InterceptSendToEndpointDefinition;
import org.apache.camel.model.OnCompletionDefinition;
import org.apache.camel.model.OnExceptionDefinition;
import org.apache.camel.model.OptionalIdentifiedDefinition;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.RouteConfigurationDefinition;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.RouteTemplateDefinition;
import org.apache.camel.model.RouteTemplateParameterDefinition;

/**
 * What was loaded from a folder.
 *
 * @param routes routes of their own, those that {@code rest} blocks make, and those of templates
 * @param handlers what routes do beside their steps: when an exception comes, when they are intercepted or completed
 */
record RouteSet(List<Block> routes, List<Block> handlers) {

    static RouteSet of(DefaultCamelContext context, Places places) {
        List<Block> routes = new ArrayList<>();
        List<Block> handlers = new ArrayList<>();
        for (RouteDefinition route : context.getRouteDefinitions()) {
            add(
                    route,
                    "route " + (route.hasCustomIdAssigned() ? route.getRouteId() : "without an id"),
                    Set.of(),
                    places,
                    routes,
                    handlers);
        }
        for (RouteTemplateDefinition template : context.getRouteTemplateDefinitions()) {
            Set<String> parameters = template.getTemplateParameters() == null
                    ? Set.of()
                    : template.getTemplateParameters().stream()
                            .map(RouteTemplateParameterDefinition::getName)
                            .collect(Collectors.toUnmodifiableSet());
            String name = "template " + template.getId();
            add(template.getRoute(), name, parameters, places, routes, handlers);
        }
        for (RouteConfigurationDefinition configuration : context.getRouteConfigurationDefinitions()) {
            String name = "routeConfiguration " + configuration.getId();
            Places.Place place = place(configuration, places, configuration.getResource());
            sides(configuration).forEach(side -> handlers.add(handler(side, name, Set.of(), places, place)));
        }
        return new RouteSet(List.copyOf(routes), List.copyOf(handlers));
    }

    /** Returns everything that has steps. */
    List<Block> all() {
        List<Block> all = new ArrayList<>(routes);
        all.addAll(handlers);
        return all;
    }

    private static void add(
            RouteDefinition route,
            String name,
            Set<String> parameters,
            Places places,
            List<Block> routes,
            List<Block> handlers) {
        Places.Place place = place(route, places, route.getResource());
        List<ProcessorDefinition<?>> steps = new ArrayList<>();
        for (ProcessorDefinition<?> step : route.getOutputs()) {
            // What a routeConfiguration says is copied into its routes; it is judged where it stands.
            if (!isBeside(step)) {
                steps.add(step);
            } else if (step.getParent() == route) {
                handlers.add(handler(step, name, parameters, places, place));
            }
        }
        String from =
                route.getInput() == null ? "" : String.valueOf(route.getInput().getEndpointUri());
        routes.add(new Block(name, from, parameters, places, place, steps));
    }

    private static boolean isBeside(ProcessorDefinition<?> step) {
        return step instanceof OnExceptionDefinition
                || step instanceof OnCompletionDefinition
                || step instanceof InterceptDefinition
                || step instanceof InterceptFromDefinition
                || step instanceof InterceptSendToEndpointDefinition;
    }

    private static List<ProcessorDefinition<?>> sides(RouteConfigurationDefinition configuration) {
        List<ProcessorDefinition<?>> sides = new ArrayList<>(configuration.getOnExceptions());
        sides.addAll(configuration.getOnCompletions());
        sides.addAll(configuration.getIntercepts());
        sides.addAll(configuration.getInterceptFroms());
        sides.addAll(configuration.getInterceptSendTos());
        return sides;
    }

    private static Block handler(
            ProcessorDefinition<?> side, String name, Set<String> parameters, Places places, Places.Place place) {
        return new Block(name, "", parameters, places, place, List.copyOf(side.getOutputs()));
    }

    private static Places.Place place(
            OptionalIdentifiedDefinition<?> node, Places places, org.apache.camel.spi.Resource resource) {
        return places.of(node, resource == null ? "" : resource.getLocation());
    }
}
