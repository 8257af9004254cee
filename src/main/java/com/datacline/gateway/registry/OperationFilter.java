package com.datacline.gateway.registry;

import java.util.List;

/**
 * Operations of a REST API, named in any of three ways.
 *
 * @param tags tags of operations
 * @param paths patterns of paths: {@code *} stands for a part of one segment, {@code **} for any number of segments
 * @param operations patterns of operationIds, or a method and a pattern of a path such as {@code GET /repos/**}
 */
public record OperationFilter(List<String> tags, List<String> paths, List<String> operations) {

    /** Names none. */
    public static final OperationFilter NONE = new OperationFilter(List.of(), List.of(), List.of());

    public OperationFilter {
        tags = List.copyOf(tags);
        paths = List.copyOf(paths);
        operations = List.copyOf(operations);
    }

    /** Tells whether it names nothing at all. */
    public boolean isEmpty() {
        return tags.isEmpty() && paths.isEmpty() && operations.isEmpty();
    }
}
