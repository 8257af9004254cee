package com.datacline.gateway.routes;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.apache.camel.impl.DefaultCamelContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says in the log what a check finds, and lets it pass. What must not happen at run time then fails at run time. */
public final class UnenforcedCheck implements RouteCheck {
    private static final Logger LOG = LoggerFactory.getLogger(UnenforcedCheck.class);

    private final RouteCheck check;

    public UnenforcedCheck(RouteCheck check) {
        this.check = check;
    }

    @Override
    public List<RouteFault> ofTexts(List<RouteFile> files) {
        return pass(check.ofTexts(files));
    }

    @Override
    public List<RouteFault> ofModel(
            DefaultCamelContext context, Path folder, List<RouteFile> files, Set<String> servers) {
        return pass(check.ofModel(context, folder, files, servers));
    }

    private static List<RouteFault> pass(List<RouteFault> faults) {
        faults.forEach(fault -> LOG.warn("not enforced: {}", fault.describe()));
        return List.of();
    }
}
