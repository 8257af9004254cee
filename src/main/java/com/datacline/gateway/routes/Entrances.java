package com.datacline.gateway.routes;

import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.camel.component.platform.http.HttpEndpointModel;
import org.apache.camel.component.platform.http.PlatformHttpListener;
import org.jspecify.annotations.Nullable;
import org.springframework.http.server.PathContainer;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

/** The paths of one generation's {@code platform-http} routes. */
final class Entrances implements PlatformHttpListener {
    private static final List<String> ALL = List.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");

    private final Map<String, Map<String, RequestConsumer>> exact = new ConcurrentHashMap<>();
    private final List<Patterned> patterns = new CopyOnWriteArrayList<>();

    private record Patterned(PathPattern pattern, Map<String, RequestConsumer> byMethod) {}

    /** What a request leads to. */
    sealed interface Found {
        /** A route with the variables of its path. */
        record Entrance(RequestConsumer consumer, Map<String, String> variables) implements Found {}

        /** A path that is known with other methods. */
        record OtherMethods(String allow) implements Found {}

        /** Nothing. */
        record Nothing() implements Found {}
    }

    @Override
    public void registerHttpEndpoint(HttpEndpointModel model) {
        if (!(model.getConsumer() instanceof RequestConsumer consumer)) {
            return;
        }
        String path = model.getUri().startsWith("/") ? model.getUri() : "/" + model.getUri();
        Map<String, RequestConsumer> byMethod =
                path.contains("{") || consumer.getEndpoint().isMatchOnUriPrefix()
                        ? patterned(path, consumer.getEndpoint().isMatchOnUriPrefix())
                        : exact.computeIfAbsent(path, p -> new TreeMap<>());
        for (String method : methods(model, consumer)) {
            byMethod.put(method, consumer);
        }
    }

    @Override
    public void unregisterHttpEndpoint(HttpEndpointModel model) {
        // A generation closes as a whole.
    }

    Found find(HttpServletRequest request) {
        String path = request.getRequestURI();
        Map<String, RequestConsumer> byMethod = exact.get(path);
        if (byMethod != null) {
            return found(byMethod, request.getMethod(), Map.of());
        }
        PathContainer parsed = PathContainer.parsePath(path);
        for (Patterned candidate : patterns) {
            PathPattern.PathMatchInfo match = candidate.pattern().matchAndExtract(parsed);
            if (match != null) {
                return found(candidate.byMethod(), request.getMethod(), match.getUriVariables());
            }
        }
        return new Found.Nothing();
    }

    private static Found found(Map<String, RequestConsumer> byMethod, String method, Map<String, String> variables) {
        @Nullable RequestConsumer consumer = byMethod.get(method);
        return consumer == null
                ? new Found.OtherMethods(String.join(", ", new TreeSet<>(byMethod.keySet())))
                : new Found.Entrance(consumer, variables);
    }

    private Map<String, RequestConsumer> patterned(String path, boolean prefix) {
        String pattern = prefix ? (path.endsWith("/") ? path : path + "/") + "{*rest}" : path;
        for (Patterned known : patterns) {
            if (known.pattern().getPatternString().equals(pattern)) {
                return known.byMethod();
            }
        }
        Patterned added = new Patterned(PathPatternParser.defaultInstance.parse(pattern), new TreeMap<>());
        patterns.add(added);
        return added.byMethod();
    }

    private static List<String> methods(HttpEndpointModel model, RequestConsumer consumer) {
        String verbs = model.getVerbs() == null ? consumer.getEndpoint().getHttpMethodRestrict() : model.getVerbs();
        if (verbs == null) {
            return ALL;
        }
        List<String> methods = new ArrayList<>();
        for (String verb : verbs.split(",", -1)) {
            methods.add(verb.trim().toUpperCase(Locale.ROOT));
        }
        return methods;
    }
}
