package com.datacline.gateway.catalogue;

import java.util.Collection;
import java.util.List;

/** The resource templates of all servers, ready to recognise a URI. */
final class Templates {
    private final List<Known> known;

    private record Known(String server, UriPattern pattern) {}

    Templates(Collection<ExposedItem> templates) {
        known = templates.stream()
                .map(template -> new Known(template.server(), UriPattern.of(template.own())))
                .toList();
    }

    /** Returns the servers whose templates describe the URI most closely. */
    List<String> servers(String uri) {
        List<Known> matching = known.stream()
                .filter(template -> template.pattern().matches(uri))
                .toList();
        int closest = matching.stream()
                .mapToInt(template -> template.pattern().literal())
                .max()
                .orElse(0);
        return matching.stream()
                .filter(template -> template.pattern().literal() == closest)
                .map(Known::server)
                .distinct()
                .toList();
    }
}
