package com.datacline.gateway.routes;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.camel.FailedToCreateRouteException;
import org.apache.camel.FailedToStartRouteException;
import org.apache.camel.LineNumberAware;
import org.apache.camel.ResolveEndpointFailedException;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.ProcessorDefinitionHelper;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.RouteTemplateDefinition;
import org.apache.camel.model.SendDefinition;
import org.apache.camel.util.FileUtil;
import org.apache.camel.util.URISupport;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;

/** Finds the place in the route files that Camel complains about. */
final class BuildFault {
    private static final String NODE = ">>> ";
    private static final String NODE_END = " <<<";
    private static final Pattern TEXT_STEP = Pattern.compile("\\s*- [\\w-]+: +[^\\s{|>].*");
    private static final Pattern OPTIONS_STEP = Pattern.compile("\\s*- [\\w-]+: +\\{.*");

    private final DefaultCamelContext context;
    private final Path folder;

    BuildFault(DefaultCamelContext context, Path folder) {
        this.context = context;
        this.folder = folder;
    }

    /** Camel names the line of what it cannot read, but only route and step of what it cannot build. */
    RouteFault of(Throwable problem) {
        for (Throwable at = problem; at != null; at = at.getCause()) {
            Optional<RouteFault> found =
                    switch (at) {
                        case MarkedYamlEngineException unread ->
                            unread.getProblemMark().map(mark -> unread(unread, mark));
                        case FailedToCreateRouteException failed ->
                            route(failed.getRouteId()).map(route -> unbuilt(route, failed));
                        case FailedToStartRouteException failed ->
                            route(failed.getRouteId()).map(route -> fault(route, 0, innermost(failed)));
                        default -> Optional.empty();
                    };
            if (found.isPresent()) {
                return found.get();
            }
        }
        return new RouteFault("", 0, "the routes cannot be used: " + innermost(problem));
    }

    /** Returns where a route stands, with nothing as the reason; one made from a template stands where that does. */
    RouteFault place(String routeId) {
        for (RouteTemplateDefinition template : context.getRouteTemplateDefinitions()) {
            if (routeId.startsWith(template.getId() + "-") && template.getResource() != null) {
                return new RouteFault(relative(template.getResource().getLocation()), line(template), "");
            }
        }
        return route(routeId)
                .map(route -> new RouteFault(file(route), line(route), ""))
                .orElse(new RouteFault("", 0, ""));
    }

    private String file(RouteDefinition route) {
        String file = route.getResource() == null
                ? route.getLocation()
                : route.getResource().getLocation();
        return file == null ? "" : relative(file);
    }

    private RouteFault unread(MarkedYamlEngineException unread, Mark mark) {
        return new RouteFault(relative(mark.getName()), mark.getLine() + 1, firstLine(unread.getProblem()));
    }

    private RouteFault unbuilt(RouteDefinition route, FailedToCreateRouteException failed) {
        String message = String.valueOf(failed.getMessage());
        int begin = message.indexOf(NODE);
        int end = message.indexOf(NODE_END, Math.max(begin, 0));
        int line = 0;
        if (begin >= 0 && end > begin) {
            String node = message.substring(begin + NODE.length(), end);
            for (ProcessorDefinition<?> step : route.getOutputs()) {
                if (step.toString().equals(node)) {
                    line = written(inner(step, failed), file(route));
                }
            }
        }
        return fault(route, line, innermost(failed));
    }

    /** Camel names the step of the route; if that holds others, it is the one with the address that could not be used. */
    private ProcessorDefinition<?> inner(ProcessorDefinition<?> step, Throwable failed) {
        for (Throwable at = failed; at != null; at = at.getCause()) {
            if (at instanceof ResolveEndpointFailedException unresolved) {
                return ProcessorDefinitionHelper.filterTypeInOutputs(step.getOutputs(), SendDefinition.class).stream()
                        .filter(send -> isAt(unresolved.getUri(), send.getEndpointUri()))
                        .<ProcessorDefinition<?>>map(send -> send)
                        .findFirst()
                        .orElse(step);
            }
        }
        return step;
    }

    private boolean isAt(String address, @Nullable String written) {
        return written != null && normal(address).equals(normal(context.resolvePropertyPlaceholders(written)));
    }

    private static String normal(String address) {
        try {
            return URISupport.normalizeUri(address);
        } catch (URISyntaxException e) {
            return address;
        }
    }

    /** Returns where a step stands: of one that is a mere text, such as {@code to: direct:a}, Camel gives the line after. */
    private int written(ProcessorDefinition<?> step, String file) {
        int line = line(step);
        List<String> lines = lines(file);
        boolean isText = line >= 2
                && line <= lines.size() + 1
                && TEXT_STEP.matcher(lines.get(line - 2)).matches()
                && (line > lines.size()
                        || !OPTIONS_STEP.matcher(lines.get(line - 1)).matches());
        return isText ? line - 1 : line;
    }

    private List<String> lines(String file) {
        try {
            return Files.readAllLines(folder.resolve(file));
        } catch (IOException e) {
            return List.of();
        }
    }

    private RouteFault fault(RouteDefinition route, int line, String reason) {
        return new RouteFault(
                file(route), line > 0 ? line : line(route), "route " + route.getRouteId() + ": " + reason);
    }

    private Optional<RouteDefinition> route(@Nullable String id) {
        return id == null ? Optional.empty() : Optional.ofNullable(context.getRouteDefinition(id));
    }

    /** Returns the line at which the node's own keys begin, counted from 1 (Camel counts from 0), or 0 if unknown. */
    static int line(LineNumberAware node) {
        return node.getLineNumber() + 1;
    }

    private String relative(String location) {
        Path file = Path.of(location.startsWith("file:") ? location.substring("file:".length()) : location);
        return FileUtil.normalizePath((file.startsWith(folder) ? folder.relativize(file) : file).toString());
    }

    private static String innermost(Throwable problem) {
        Throwable at = problem;
        while (at.getCause() != null && at.getCause().getMessage() != null) {
            at = at.getCause();
        }
        return firstLine(at.getMessage() == null ? at.getClass().getSimpleName() : at.getMessage());
    }

    private static String firstLine(String text) {
        return text.lines().findFirst().orElse("").strip();
    }
}
