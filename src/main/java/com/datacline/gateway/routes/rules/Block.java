package com.datacline.gateway.routes.rules;

import com.datacline.gateway.routes.RouteFault;
import com.datacline.gateway.routes.rules.Places.Place;
import java.util.List;
import java.util.Set;
import org.apache.camel.model.OptionalIdentifiedDefinition;
import org.apache.camel.model.ProcessorDefinition;
import org.jspecify.annotations.Nullable;

/**
 * A sequence of steps that something begins.
 *
 * @param name what it is called in messages, such as {@code route call}
 * @param from the URI that it begins with, with placeholders as they stand; empty for what handles an exception
 * @param parameters names that stand for something else in each route made from it, if it is a template
 * @param places finds where its steps stand
 * @param place where it stands
 */
record Block(
        String name,
        String from,
        Set<String> parameters,
        Places places,
        Place place,
        List<ProcessorDefinition<?>> steps) {

    /** Returns the fault of one of its steps. */
    RouteFault fault(@Nullable OptionalIdentifiedDefinition<?> step, String reason) {
        Place at = step == null || step.getLineNumber() < 0 ? place : places.of(step, place.file());
        return at.fault(name + ": " + reason);
    }

    /** Tells whether a server's calls enter here. */
    boolean isUpstream() {
        return from.startsWith(Way.UPSTREAM);
    }
}
