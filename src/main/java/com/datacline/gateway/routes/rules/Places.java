package com.datacline.gateway.routes.rules;

import com.datacline.gateway.routes.RouteFault;
import com.datacline.gateway.routes.RouteFile;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.camel.model.OptionalIdentifiedDefinition;

/** Where the parts of Camel's model stand in the files. */
final class Places {
    private final Path folder;
    private final Map<String, List<String>> lines;

    Places(Path folder, List<RouteFile> files) {
        this.folder = folder;
        this.lines = files.stream()
                .collect(Collectors.toMap(
                        RouteFile::name, file -> file.text().lines().toList()));
    }

    /**
     * A place.
     *
     * @param file relative to the folder
     * @param line counted from 1
     */
    record Place(String file, int line) {
        RouteFault fault(String reason) {
            return new RouteFault(file, line, reason);
        }
    }

    /** @param otherwise the file, if the part does not know its own */
    Place of(OptionalIdentifiedDefinition<?> part, String otherwise) {
        String location = part.getLocation() == null ? otherwise : part.getLocation();
        String path = location.startsWith("file:") ? location.substring("file:".length()) : location;
        String file = Path.of(path).startsWith(folder)
                ? folder.relativize(Path.of(path)).toString().replace('\\', '/')
                : path;
        return new Place(file, line(file, part));
    }

    /** Camel counts the line of a text from 1, and that of a mapping, which may begin on the line of its key, from 0. */
    private int line(String file, OptionalIdentifiedDefinition<?> part) {
        int line = part.getLineNumber();
        List<String> text = lines.getOrDefault(file, List.of());
        String key = part.getShortName() + ":";
        String there = line > 0 && line <= text.size() ? text.get(line - 1) : "";
        int at = there.indexOf(key);
        boolean onItsOwn =
                at >= 0 && !there.substring(at + key.length()).strip().startsWith("{");
        return onItsOwn ? line : line + 1;
    }
}
