package com.datacline.gateway.tools;

import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.apache.camel.CamelContext;
import org.apache.camel.FailedToCreateRouteException;
import org.apache.camel.ResolveEndpointFailedException;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.model.RouteDefinition;
import org.jspecify.annotations.Nullable;

/** The tools of a Camel context that are routes. */
public final class ToolRoutes {
    private static final Comparator<ToolDeclaration> BY_NAME = Comparator.comparing(ToolDeclaration::name);

    private ToolRoutes() {}

    /** Returns the tools whose routes run, by name. */
    public static List<ToolDeclaration> in(CamelContext context) {
        return context.hasComponent(AiToolComponent.SCHEME) instanceof AiToolComponent component
                ? component
                        .running()
                        .map(AiToolConsumer::declaration)
                        .sorted(BY_NAME)
                        .toList()
                : List.of();
    }

    /**
     * Returns the tools that loaded files declare, by name, whether or not the context has been started.
     *
     * @throws FailedToCreateRouteException if one of them cannot be used
     */
    public static List<ToolDeclaration> declared(ModelCamelContext context) {
        return context.getRouteDefinitions().stream()
                .filter(route -> input(route).startsWith(AiToolComponent.SCHEME + ":"))
                .map(route -> declaration(context, route))
                .sorted(BY_NAME)
                .toList();
    }

    /** What is wrong is said of the route, as Camel itself would when it comes to build it. */
    private static ToolDeclaration declaration(ModelCamelContext context, RouteDefinition route) {
        try {
            return Objects.requireNonNull(context.getEndpoint(input(route), AiToolEndpoint.class))
                    .declaration();
        } catch (ResolveEndpointFailedException e) {
            throw new FailedToCreateRouteException(
                    route.getRouteId(), String.valueOf(route.getLocation()), route.toString(), e);
        }
    }

    /** Returns the tags of tools, each once. */
    public static List<String> tags(List<ToolDeclaration> tools) {
        return tools.stream()
                .flatMap(tool -> tool.tags().stream())
                .distinct()
                .sorted()
                .toList();
    }

    static @Nullable AiToolConsumer find(CamelContext context, String name) {
        return context.hasComponent(AiToolComponent.SCHEME) instanceof AiToolComponent component
                ? component.running(name)
                : null;
    }

    private static String input(RouteDefinition route) {
        return route.getInput() == null ? "" : route.getInput().getEndpointUri();
    }
}
