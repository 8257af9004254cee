package com.datacline.gateway.routes.rules;

import com.datacline.gateway.routes.RouteFault;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.apache.camel.LineNumberAware;
import org.apache.camel.model.ProcessorDefinition;
import org.jspecify.annotations.Nullable;

/**
 * A sequence of steps that something begins.
 *
 * @param name what it is called in messages, such as {@code route call}
 * @param from the URI that it begins with, with placeholders as they stand; empty for what handles an exception
 * @param parameters names that stand for something else in each route made from it, if it is a template
 * @param place where it stands
 */
record Block(String name, String from, Set<String> parameters, Place place, List<ProcessorDefinition<?>> steps) {

    /**
     * A place in the files.
     *
     * @param file relative to the folder
     * @param line counted from 1, or 0 if unknown
     */
    record Place(Path folder, String file, int line) {

        /** Returns where a part of the model stands. Camel counts lines from 0, and knows where a node's own keys begin. */
        static Place of(Path folder, LineNumberAware node, String otherwise) {
            String location = node.getLocation() == null ? otherwise : node.getLocation();
            String path = location.startsWith("file:") ? location.substring("file:".length()) : location;
            Path file = Path.of(path);
            return new Place(
                    folder, file.startsWith(folder) ? RouteText.name(folder, file) : path, node.getLineNumber() + 1);
        }

        RouteFault fault(String reason) {
            return new RouteFault(file, line, reason);
        }
    }

    /** Returns the fault of one of its steps. */
    RouteFault fault(@Nullable LineNumberAware step, String reason) {
        Place at = step == null || step.getLineNumber() < 0 ? place : Place.of(place.folder(), step, place.file());
        return at.fault(name + ": " + reason);
    }

    /** Tells whether a server's calls enter here. */
    boolean isUpstream() {
        return from.startsWith(Way.UPSTREAM);
    }
}
