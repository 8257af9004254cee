package com.datacline.gateway.routes;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.apache.camel.model.ExpressionNode;
import org.apache.camel.model.Model;
import org.apache.camel.model.OnExceptionDefinition;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.ProcessorDefinitionHelper;
import org.apache.camel.model.RecipientListDefinition;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.SendDefinition;
import org.apache.camel.model.ToDynamicDefinition;
import org.apache.camel.model.language.ExpressionDefinition;
import org.apache.camel.model.language.MethodCallExpression;
import org.jspecify.annotations.Nullable;

/** Which routes a route sends messages to, as far as it can be told before a message comes. */
final class RouteLinks {
    /** Schemes of addresses inside of the gateway: those of others may hold secrets. */
    private static final Pattern INSIDE = Pattern.compile("(direct|seda|mcp|tools|tool|shape):.*");

    private static final Pattern OPEN = Pattern.compile("(\\$\\{|\\{\\{).*");

    private RouteLinks() {}

    /** Returns the addresses without options, such as {@code direct:call}, or {@code direct:upstream-*} where a message decides. */
    static Set<String> of(Route route, CamelContext context) {
        Model model = context.getCamelContextExtension().getContextPlugin(Model.class);
        RouteDefinition definition = model == null ? null : model.getRouteDefinition(route.getRouteId());
        Set<String> links = new TreeSet<>();
        if (definition == null) {
            return links;
        }
        Map<String, Object> parameters =
                definition.getTemplateParameters() == null ? Map.of() : definition.getTemplateParameters();
        filter(definition, SendDefinition.class).forEach(step -> add(step.getUri(), parameters, links));
        filter(definition, ToDynamicDefinition.class).forEach(step -> add(step.getUri(), parameters, links));
        filter(definition, RecipientListDefinition.class).forEach(step -> add(recipients(step), parameters, links));
        return links;
    }

    /** What a door does when something breaks is the same for all, and is left out. */
    private static <T> Collection<T> filter(RouteDefinition route, Class<T> kind) {
        List<ProcessorDefinition<?>> steps = route.getOutputs().stream()
                .filter(step -> !(step instanceof OnExceptionDefinition))
                .toList();
        return ProcessorDefinitionHelper.filterTypeInOutputs(steps, kind);
    }

    /** The bean that names the servers of a broadcast is known: each is {@code direct:upstream-NAME}. */
    private static @Nullable String recipients(ExpressionNode list) {
        ExpressionDefinition expression = list.getExpression();
        while (expression != null && expression.getExpressionType() != null) {
            expression = expression.getExpressionType();
        }
        if (expression == null) {
            return null;
        }
        return expression instanceof MethodCallExpression method
                ? ("broadcasts".equals(method.getRef()) ? "direct:upstream-${}" : null)
                : expression.getExpression();
    }

    private static void add(@Nullable String uri, Map<String, Object> parameters, Set<String> links) {
        if (uri == null) {
            return;
        }
        String address = uri;
        for (Map.Entry<String, Object> parameter : parameters.entrySet()) {
            address = address.replace("{{" + parameter.getKey() + "}}", String.valueOf(parameter.getValue()));
        }
        address = OPEN.matcher(address)
                .replaceFirst("*")
                .replaceFirst("\\?.*", "")
                .replaceFirst("://", ":");
        if (INSIDE.matcher(address).matches()) {
            links.add(address);
        }
    }
}
