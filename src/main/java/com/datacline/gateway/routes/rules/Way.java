package com.datacline.gateway.routes.rules;

import java.util.HashSet;
import java.util.Set;
import org.apache.camel.model.OptionalIdentifiedDefinition;
import org.apache.camel.model.SendDefinition;
import org.apache.camel.model.ToDynamicDefinition;
import org.apache.camel.model.WireTapDefinition;

/** The names of the one way to a server, as the gateway's own routes have them. */
final class Way {
    static final String DECIDE = "policy.decide";
    static final String ADMIT = "limits.admit";
    static final String ATTACH = "credentials.attach";
    static final String APPEND = "recorder.append";
    static final String TAP = "tap:direct:audit";
    static final String DESCRIBE = "failures.describe";

    /** What the routes of servers begin with. */
    static final String UPSTREAM = "direct:upstream-";
    /** The parameter that stands for a server's own endpoint in a template. */
    static final String ENDPOINT = "{{endpoint}}";
    /** Marks an address that a bean chooses. */
    static final String CHOSEN_BY = "chosen by ";
    /** The bean that names the servers of a broadcast, all of them {@code direct:upstream-NAME}. */
    static final String TARGETS = CHOSEN_BY + "broadcasts.targets";

    static final Set<String> SERVER_SCHEMES = Set.of("mcp", "tools");
    static final String OPENAPI = "direct:openapi";

    /** Routes of which every path ends with the record of what they answer, by this very rule. */
    private static final Set<String> RECORDED = Set.of("direct:call", "direct:list", "direct:find", "direct:broadcast");

    private Way() {}

    /** Tells whether what comes back from there has been recorded. */
    static boolean isRecorded(String address) {
        return RECORDED.contains(address) || address.startsWith(UPSTREAM);
    }

    /**
     * Returns what a step does on the way.
     *
     * @param before what has been done; a credential that is attached before a decision counts for nothing
     */
    static Set<String> done(OptionalIdentifiedDefinition<?> step, Set<String> before) {
        Set<String> does = Steps.does(step);
        if (does.contains(ATTACH) && !before.contains(DECIDE)) {
            return Set.of();
        }
        boolean handedOver = !(step instanceof WireTapDefinition<?>)
                && (step instanceof SendDefinition<?> || step instanceof ToDynamicDefinition)
                && Send.of(step).stream().anyMatch(send -> isRecorded(send.address()));
        if (!handedOver) {
            return does;
        }
        Set<String> all = new HashSet<>(does);
        all.add(APPEND);
        all.add(TAP);
        return all;
    }

    /** Tells whether a message that goes there is on its way to a server. */
    static boolean leadsToServer(Send send) {
        String scheme = send.scheme();
        return send.whole()
                && (send.address().equals(ENDPOINT)
                        || send.address().equals(OPENAPI)
                        || scheme != null && SERVER_SCHEMES.contains(scheme));
    }

    /** Tells whether it may turn out to be, once the rest of the address is known. */
    static boolean mayLeadToServer(Send send) {
        String scheme = send.scheme();
        if (send.whole() || send.uri().equals(TARGETS)) {
            return false;
        }
        return scheme == null
                || send.uri().startsWith(CHOSEN_BY)
                || SERVER_SCHEMES.contains(scheme)
                || OPENAPI.startsWith(send.uri());
    }
}
