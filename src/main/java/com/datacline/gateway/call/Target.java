package com.datacline.gateway.call;

import java.util.List;

/** Where a caller wants an operation done, before the catalogue has resolved it. */
public sealed interface Target {

    /** The exposed name of a tool, such as {@code notion__search} or {@code broadcast__search_logs}. */
    record Exposed() implements Target {}

    /** One server by name. */
    record OnServer(String server) implements Target {}

    /** Every server that offers the tool; nobody offering it is an error. */
    record Providers() implements Target {}

    /** The gateway itself, asked for tools that fit. */
    record Catalogue() implements Target {}

    /**
     * Servers by name, or else by any of the tags, or else those that offer the tool, or else all enabled ones.
     *
     * @param servers explicit names; an unknown or disabled one becomes an entry among the errors
     * @param tags tags of which a server must have one
     */
    record Across(List<String> servers, List<String> tags) implements Target {
        public Across {
            servers = List.copyOf(servers);
            tags = List.copyOf(tags);
        }
    }
}
