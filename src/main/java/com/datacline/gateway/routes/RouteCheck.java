package com.datacline.gateway.routes;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.apache.camel.impl.DefaultCamelContext;

/** What a set of routes must be like before it may be started. Each judgement names all faults at once. */
public interface RouteCheck {
    /** Returns what is wrong with the files as texts. */
    List<RouteFault> ofTexts(List<RouteFile> files);

    /**
     * Returns what is wrong with what was loaded from them.
     *
     * @param context a context with the definitions of all files, not started, without routes of servers
     * @param servers the names of servers that will have a route each
     */
    List<RouteFault> ofModel(DefaultCamelContext context, Path folder, List<RouteFile> files, Set<String> servers);
}
