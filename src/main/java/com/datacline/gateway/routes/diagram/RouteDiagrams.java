package com.datacline.gateway.routes.diagram;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Makes Markdown pages with Mermaid diagrams of route files: one page for each file, and one of how they hang together. */
public final class RouteDiagrams {
    /** The page that shows all routes at once. */
    public static final String TOPOLOGY = "README.md";

    private static final String MADE = "Made by `datacline routes diagram`; edit the routes, not this page.\n";

    private RouteDiagrams() {}

    /**
     * Returns the pages.
     *
     * @param files the texts of route files by their paths below the folder of routes
     * @return the texts of pages by their names
     */
    public static Map<String, String> of(Map<String, String> files) {
        Map<String, String> pages = new TreeMap<>();
        Map<String, List<Drawn>> routes = new TreeMap<>();
        files.forEach((file, text) -> routes.put(file, Drawn.in(text)));
        routes.forEach((file, drawn) -> {
            if (!drawn.isEmpty()) {
                pages.put(page(file), page(file, drawn));
            }
        });
        pages.put(TOPOLOGY, topology(routes));
        return pages;
    }

    private static String page(String file) {
        return file.replace(".camel.yaml", "").replace('/', '-') + ".md";
    }

    private static String page(String file, List<Drawn> routes) {
        StringBuilder page = new StringBuilder("# " + file + "\n\n" + MADE);
        for (Drawn route : routes) {
            page.append("\n## ")
                    .append(route.id())
                    .append(route.template() ? " (template)" : "")
                    .append("\n\n");
            page.append(route.description().strip()).append("\n\n```mermaid\n");
            page.append(Flowchart.of(route.from())).append("```\n");
        }
        return page.toString();
    }

    private static String topology(Map<String, List<Drawn>> routes) {
        StringBuilder page = new StringBuilder("# All routes\n\n" + MADE + "\n```mermaid\nflowchart LR\n");
        Map<String, String> byInput = new LinkedHashMap<>();
        Set<String> edges = new LinkedHashSet<>();
        routes.forEach((file, drawn) -> {
            page.append("    subgraph ").append(Flowchart.quoted(file)).append('\n');
            for (Drawn route : drawn) {
                page.append("        ").append(node(route)).append(route.template() ? "[[" : "[");
                page.append(Flowchart.quoted(route.id()))
                        .append(route.template() ? "]]" : "]")
                        .append('\n');
                byInput.put(fixed(route.from().path("uri").asText()), node(route));
            }
            page.append("    end\n");
        });
        routes.values()
                .forEach(drawn -> drawn.forEach(route -> route.targets().forEach(target -> {
                    String to = byInput.get(fixed(target));
                    if (to != null) {
                        edges.add("    " + node(route) + " --> " + to + "\n");
                    }
                })));
        edges.forEach(page::append);
        page.append("```\n\n| file | routes |\n|---|---|\n");
        routes.forEach((file, drawn) -> {
            if (!drawn.isEmpty()) {
                page.append("| [").append(file).append("](").append(page(file)).append(") | ");
                page.append(String.join(", ", drawn.stream().map(Drawn::id).toList()))
                        .append(" |\n");
            }
        });
        return page.toString();
    }

    private static String node(Drawn route) {
        return "r_" + route.id().replaceAll("[^A-Za-z0-9]", "_");
    }

    /** Returns what of an address is known before a message comes: a template's and a dynamic one are the same then. */
    private static String fixed(String uri) {
        int end = uri.length();
        for (String variable : List.of("${", "{{", "?")) {
            int at = uri.indexOf(variable);
            end = at >= 0 ? Math.min(end, at) : end;
        }
        return uri.substring(0, end);
    }
}
