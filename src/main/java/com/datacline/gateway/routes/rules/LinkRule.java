package com.datacline.gateway.routes.rules;

import com.datacline.gateway.routes.RouteFault;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.model.RouteDefinition;

/** Whatever is sent to {@code direct:x} or {@code seda:x} has a route that begins so; a routeConfiguration exists. */
final class LinkRule {
    private static final Set<String> LINKS = Set.of("direct", "seda");

    private final Set<String> begins = new HashSet<>();
    private final List<String> prefixes = new ArrayList<>();
    private final List<RouteFault> faults = new ArrayList<>();

    private LinkRule(RouteSet set, Set<String> servers) {
        for (Block route : set.routes()) {
            String from = address(route.from());
            int parameter = from.indexOf("{{");
            if (parameter < 0) {
                begins.add(from);
            } else {
                prefixes.add(from.substring(0, parameter));
            }
        }
        servers.forEach(server -> begins.add(Way.UPSTREAM + server));
    }

    static List<RouteFault> judge(RouteSet set, Set<String> servers) {
        LinkRule rule = new LinkRule(set, servers);
        for (Block block : set.all()) {
            Steps.walk(block.steps(), step -> {
                for (Send send : Send.of(step)) {
                    String scheme = send.scheme();
                    if (scheme != null && LINKS.contains(scheme) && !rule.leadsSomewhere(send)) {
                        rule.faults.add(block.fault(step, rule.reason(send)));
                    }
                }
            });
        }
        return rule.faults;
    }

    /** Camel passes over a routeConfiguration that does not exist. */
    static List<RouteFault> configurations(DefaultCamelContext context, Places places) {
        List<RouteFault> faults = new ArrayList<>();
        for (RouteDefinition route : context.getRouteDefinitions()) {
            String wanted = route.getRouteConfigurationId();
            for (String id : wanted == null ? new String[0] : wanted.split(",", -1)) {
                boolean pattern = id.contains("*");
                if (!pattern && context.getRouteConfigurationDefinition(id.strip()) == null) {
                    Places.Place place = places.of(
                            route,
                            route.getResource() == null
                                    ? ""
                                    : route.getResource().getLocation());
                    faults.add(place.fault(
                            "route " + route.getRouteId() + ": there is no routeConfiguration " + id.strip()));
                }
            }
        }
        return faults;
    }

    private boolean leadsSomewhere(Send send) {
        String to = address(send.uri());
        if (send.whole() && !to.contains("{{")) {
            return begins.contains(to)
                    || prefixes.stream().anyMatch(prefix -> !prefix.equals(Way.UPSTREAM) && to.startsWith(prefix));
        }
        int parameter = to.indexOf("{{");
        String known = parameter < 0 ? to : to.substring(0, parameter);
        return begins.stream().anyMatch(from -> from.startsWith(known))
                || prefixes.stream().anyMatch(from -> from.startsWith(known) || known.startsWith(from));
    }

    private String reason(Send send) {
        String to = address(send.uri());
        return send.whole() && to.startsWith(Way.UPSTREAM)
                ? "no enabled server of the registry is called " + to.substring(Way.UPSTREAM.length())
                : "no route begins with " + to + (send.whole() ? "" : "...");
    }

    static String address(String uri) {
        int options = uri.indexOf('?');
        String address = options < 0 ? uri : uri.substring(0, options);
        return address.replace("://", ":");
    }
}
