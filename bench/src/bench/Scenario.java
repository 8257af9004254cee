package bench;

import java.util.List;

/**
 * One line of the report: the same work done directly and through the gateway.
 *
 * @param delayMillis how long each upstream server takes; with a delay it is latency that is measured, not CPU
 */
record Scenario(String title, Tool tool, int connections, int calls, int delayMillis) {
    private static final int SLOW_MILLIS = 200;
    private static final int SLOW_CALLS = 10;

    static List<Scenario> all(Options options, int servers) {
        int connections = options.connections();
        var broadcast = Tool.broadcast(servers);
        int broadcasts = Math.max(1, options.calls() / 10);
        return List.of(
                new Scenario("tools/call, 1 connection", Tool.single(), 1, options.calls(), 0),
                new Scenario(
                        "tools/call, " + connections + " connections", Tool.single(), connections, options.calls(), 0),
                new Scenario("broadcast to " + servers + ", 1 connection", broadcast, 1, broadcasts, 0),
                new Scenario(
                        "broadcast to " + servers + " that take " + SLOW_MILLIS + " ms",
                        broadcast,
                        1,
                        SLOW_CALLS,
                        SLOW_MILLIS));
    }

    /** What is done through the open and the locked gateway: by one caller, and by all. */
    static List<Scenario> locked(Options options) {
        return List.of(
                new Scenario("tools/call, 1 caller", Tool.single(), 1, options.calls(), 0),
                new Scenario("tools/call, " + Lock.CALLERS + " callers", Tool.single(), Lock.CALLERS, options.calls(), 0));
    }

    /** The same for whatever stands between, with the name that the tool has there. */
    Scenario of(Tool echo) {
        return new Scenario(title, echo, connections, calls, delayMillis);
    }

    /** Single calls, by one connection and by many. */
    static List<Scenario> peers(Options options) {
        return all(options, 1).subList(0, 2);
    }

    boolean measuresCpu() {
        return delayMillis == 0;
    }

    int upstreamCalls() {
        return calls * tool.upstreams();
    }

    int journalLines() {
        return calls * tool.journalLines();
    }
}
