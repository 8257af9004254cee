package com.datacline.gateway.openapi;

import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.parameters.Parameter;
import io.swagger.v3.oas.models.parameters.RequestBody;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What a document shares among its operations, found by reference; references to other documents are not followed. */
final class References {
    private static final int DEEPEST = 20;

    private final Components components;

    References(@Nullable Components components) {
        this.components = components == null ? new Components() : components;
    }

    Parameter parameter(Parameter given) {
        return follow(given, Parameter::get$ref, "parameters", components.getParameters());
    }

    RequestBody requestBody(RequestBody given) {
        return follow(given, RequestBody::get$ref, "requestBodies", components.getRequestBodies());
    }

    /** A path that is elsewhere has no operations here. */
    PathItem pathItem(PathItem given) {
        try {
            return follow(given, PathItem::get$ref, "pathItems", components.getPathItems());
        } catch (UnusableOperation e) {
            return given;
        }
    }

    private static <T> T follow(
            T given, Function<T, @Nullable String> reference, String kind, @Nullable Map<String, T> shared) {
        String prefix = "#/components/" + kind + "/";
        T meant = given;
        for (int steps = 0; steps < DEEPEST; steps++) {
            String next = reference.apply(meant);
            if (next == null) {
                return meant;
            }
            @Nullable
            T found = shared == null || !next.startsWith(prefix) ? null : shared.get(next.substring(prefix.length()));
            if (found == null) {
                throw new UnusableOperation("refers to " + next + ", which is not in " + prefix + "…");
            }
            meant = found;
        }
        throw new UnusableOperation("refers to " + reference.apply(given) + ", which refers to itself");
    }
}
