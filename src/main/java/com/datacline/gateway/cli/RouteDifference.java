package com.datacline.gateway.cli;

import com.datacline.gateway.routes.InvalidRoutes;
import com.datacline.gateway.routes.RouteFiles;
import com.datacline.gateway.yaml.YamlDocument;
import com.github.difflib.DiffUtils;
import com.github.difflib.UnifiedDiffUtils;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What differs between two sets of route files.
 *
 * @param files unified diffs by the names of the files that differ
 * @param routes {@code added}, {@code removed} or {@code changed} by kind and id, such as {@code route call}
 */
record RouteDifference(Map<String, String> files, Map<String, String> routes) {
    private static final int CONTEXT = 3;
    private static final String NONE = "/dev/null";

    static RouteDifference between(Map<String, String> before, Map<String, String> after) {
        Map<String, String> files = new TreeMap<>();
        for (String name : both(before, after)) {
            String was = before.get(name);
            if (was == null || !was.equals(after.get(name))) {
                files.put(name, diff(name, before, after));
            }
        }
        Map<String, String> was = entries(before);
        Map<String, String> is = entries(after);
        Map<String, String> routes = new TreeMap<>();
        for (String id : both(was, is)) {
            if (!was.containsKey(id)) {
                routes.put(id, "added");
            } else if (!is.containsKey(id)) {
                routes.put(id, "removed");
            } else if (!was.get(id).equals(is.get(id))) {
                routes.put(id, "changed");
            }
        }
        return new RouteDifference(files, routes);
    }

    /** Returns the texts of the files that a gateway would read there, by their names. */
    static Map<String, String> read(Path folder) {
        try {
            return RouteFiles.texts(folder);
        } catch (InvalidRoutes e) {
            throw Complaint.failure(String.valueOf(e.getMessage()), "datacline routes check " + folder);
        }
    }

    private static String diff(String name, Map<String, String> before, Map<String, String> after) {
        List<String> was = before.getOrDefault(name, "").lines().toList();
        List<String> is = after.getOrDefault(name, "").lines().toList();
        return String.join(
                "\n",
                UnifiedDiffUtils.generateUnifiedDiff(
                        before.containsKey(name) ? "in force/" + name : NONE,
                        after.containsKey(name) ? name : NONE,
                        was,
                        DiffUtils.diff(was, is),
                        CONTEXT));
    }

    /** Returns what has an id; a file that is no YAML has nothing. */
    private static Map<String, String> entries(Map<String, String> texts) {
        Map<String, String> entries = new TreeMap<>();
        for (String text : texts.values()) {
            if (parsed(text) instanceof List<?> list) {
                list.forEach(entry -> add(entry, entries));
            }
        }
        return entries;
    }

    private static void add(Object entry, Map<String, String> entries) {
        if (entry instanceof Map<?, ?> map) {
            map.forEach((kind, body) -> {
                Object id = body instanceof Map<?, ?> keys ? keys.get("id") : null;
                entries.put(id == null ? String.valueOf(kind) : kind + " " + id, String.valueOf(body));
            });
        }
    }

    private static Object parsed(String text) {
        try {
            Object value = YamlDocument.read(text).value();
            return value == null ? List.of() : value;
        } catch (YamlDocument.Unreadable e) {
            return List.of();
        }
    }

    private static TreeSet<String> both(Map<String, ?> one, Map<String, ?> other) {
        TreeSet<String> names = new TreeSet<>(one.keySet());
        names.addAll(other.keySet());
        return names;
    }
}
