package com.datacline.gateway.openapi;

import com.datacline.gateway.registry.Address;
import com.datacline.gateway.registry.OperationFilter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.util.AntPathMatcher;

/** Which operations of a document the registry wants, and what it names in vain. */
final class Selection {
    private static final AntPathMatcher GLOBS = new AntPathMatcher();

    private final OperationFilter select;
    private final OperationFilter exclude;
    private final Set<String> unused = new HashSet<>();

    Selection(Address.OpenApi address) {
        this.select = address.select();
        this.exclude = address.exclude();
        for (OperationFilter filter : List.of(select, exclude)) {
            unused.addAll(filter.tags());
            unused.addAll(filter.paths());
            unused.addAll(filter.operations());
        }
    }

    boolean takes(String method, String path, @Nullable String operationId, List<String> tags) {
        boolean excluded = names(exclude, method, path, operationId, tags);
        boolean selected = names(select, method, path, operationId, tags);
        return !excluded && (selected || select.isEmpty());
    }

    /** Returns the tags and patterns that no operation has. */
    List<String> unused() {
        return unused.stream().sorted().toList();
    }

    /** All of them are looked at, so that each is known to be of use. */
    private boolean names(
            OperationFilter filter, String method, String path, @Nullable String operationId, List<String> tags) {
        List<String> fitting = new ArrayList<>();
        filter.tags().stream().filter(tags::contains).forEach(fitting::add);
        filter.paths().stream().filter(glob -> GLOBS.match(glob, path)).forEach(fitting::add);
        filter.operations().stream()
                .filter(glob -> fits(glob, method, path, operationId))
                .forEach(fitting::add);
        fitting.forEach(unused::remove);
        return !fitting.isEmpty();
    }

    private static boolean fits(String glob, String method, String path, @Nullable String operationId) {
        int blank = glob.indexOf(' ');
        if (blank > 0) {
            return glob.substring(0, blank).equalsIgnoreCase(method) && GLOBS.match(glob.substring(blank + 1), path);
        }
        return operationId != null && GLOBS.match(glob, operationId);
    }
}
