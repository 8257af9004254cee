package com.datacline.gateway.routes.rules;

import com.datacline.gateway.routes.RouteFault;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.camel.model.OptionalIdentifiedDefinition;

/** Nothing reaches a server that was not decided, admitted and equipped first, or that is not recorded afterwards. */
final class WayRule {
    /** What a server's route may send to at any time: nothing of it leaves the gateway by itself. */
    private static final Set<String> WITHIN =
            Set.of("direct", "seda", "kamelet", "shape", "log", "micrometer", "bean", "language", "dataformat", "mock");

    private final Block block;
    private final Before before;
    private final After after;
    private final List<RouteFault> faults = new ArrayList<>();
    private boolean arrives;

    private WayRule(Block block) {
        this.block = block;
        this.before = Before.of(block);
        this.after = After.of(block);
    }

    static List<RouteFault> judge(RouteSet set) {
        List<RouteFault> faults = new ArrayList<>();
        for (Block block : set.all()) {
            faults.addAll(new WayRule(block).judge());
        }
        return faults;
    }

    private List<RouteFault> judge() {
        Steps.walk(block.steps(), step -> Send.of(step).forEach(send -> send(step, send)));
        if (block.isUpstream() && !arrives) {
            faults.add(block.fault(
                    null,
                    "begins with " + Way.UPSTREAM + " but leads to no server; calls of servers have one way only"));
        }
        return faults;
    }

    private void send(OptionalIdentifiedDefinition<?> step, Send send) {
        if (Way.mayLeadToServer(send)) {
            faults.add(block.fault(
                    step,
                    "where this leads is only known when a message comes, and it may be a server; "
                            + "begin the address with its scheme, or with " + Way.UPSTREAM + " for a server"));
        } else if (Way.leadsToServer(send)) {
            arrives = true;
            decided(step, send.address());
            recorded(step, send.address());
        } else if (block.isUpstream() && !WITHIN.contains(String.valueOf(send.scheme()))) {
            decided(step, send.address());
        }
    }

    private void decided(OptionalIdentifiedDefinition<?> step, String to) {
        Set<String> done = before.step(step);
        missing(step, done, Way.DECIDE, "a call goes to " + to + " that may not have been decided: ");
        if (done.contains(Way.DECIDE)) {
            missing(step, done, Way.ATTACH, "a call goes to " + to + " that may not have its credential: ");
        }
        missing(step, done, Way.ADMIT, "a call goes to " + to + " that may be over a limit: ");
        if (block.isUpstream()) {
            String server = block.from().substring(Way.UPSTREAM.length());
            missing(
                    step,
                    done,
                    "server=" + server,
                    "a call goes to " + to + " of which the decision may be about another server: ");
            if (!to.equals(Way.ENDPOINT)
                    && (to.startsWith("mcp:") || to.startsWith("tools:"))
                    && !to.endsWith(":" + server)) {
                faults.add(block.fault(step, "the way to " + server + " leads to " + to));
            }
        }
    }

    private void recorded(OptionalIdentifiedDefinition<?> step, String to) {
        Set<String> done = after.whatever(step);
        missing(step, done, Way.APPEND, "what becomes of a call to " + to + " may not be recorded: ");
        missing(step, done, Way.TAP, "what becomes of a call to " + to + " may not be told to the listeners: ");
    }

    private void missing(OptionalIdentifiedDefinition<?> step, Set<String> done, String wanted, String why) {
        if (!done.contains(wanted)) {
            String name = wanted.startsWith("tap:")
                    ? "a wireTap to " + wanted.substring(4)
                    : wanted.startsWith("server=")
                            ? "a setVariable of server to the constant " + wanted.substring(7)
                            : "the step " + wanted;
            boolean later = wanted.equals(Way.APPEND) || wanted.startsWith("tap:");
            faults.add(block.fault(
                    step, why + name + " is not on every path " + (later ? "after" : "before") + " this step"));
        }
    }
}
