package com.datacline.gateway.hawtio;

import java.util.Map;
import javax.management.ObjectName;
import org.jspecify.annotations.Nullable;

/**
 * A wish to stop or start a server, as Hawtio says it: by an operation of the MBean of the route that leads there.
 *
 * @param server the server
 * @param start whether it is to be started
 */
record Steering(String server, boolean start) {
    private static final String WAY = "upstream-";
    private static final Map<String, Boolean> OPERATIONS =
            Map.of("stop", false, "suspend", false, "start", true, "resume", true);

    /** Returns what an operation means, or null if it is none of these or the route leads to no server. */
    static @Nullable Steering of(ObjectName bean, String operation) {
        Boolean start = OPERATIONS.get(operation.endsWith("()") ? plain(operation) : operation);
        String route = CamelBeans.route(bean);
        if (start == null || route == null || !route.startsWith(WAY)) {
            return null;
        }
        return new Steering(route.substring(WAY.length()), start);
    }

    private static String plain(String operation) {
        return operation.substring(0, operation.length() - 2);
    }
}
