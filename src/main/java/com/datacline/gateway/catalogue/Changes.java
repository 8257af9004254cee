package com.datacline.gateway.catalogue;

import com.datacline.gateway.call.Action;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the operator what has become of a server's offer. */
final class Changes {
    private static final Logger LOG = LoggerFactory.getLogger(Changes.class);

    private Changes() {}

    static void report(String server, @Nullable Offer before, Offer now) {
        if (now.problem() != null) {
            LOG.warn("server {} offers nothing: {}", server, now.problem());
            return;
        }
        if (before == null || before.problem() != null) {
            LOG.info("server {} offers {}", server, counts(now));
        } else if (!before.lists().equals(now.lists())) {
            LOG.info("server {} changed its lists; it offers {} now", server, counts(now));
        }
        String problem = now.shapes().problem();
        if (problem != null
                && (before == null || !problem.equals(before.shapes().problem()))) {
            LOG.error("server {}: {}", server, problem);
        }
        now.failing().forEach((list, why) -> {
            if (before == null || !why.equals(before.failing().get(list))) {
                LOG.warn("server {} does not tell its {}; what it told before stands: {}", server, list.items(), why);
            }
        });
    }

    private static String counts(Offer offer) {
        return Action.LISTS.stream()
                .filter(list ->
                        list == Action.LIST_TOOLS || !offer.list(list).items().isEmpty())
                .map(list -> offer.list(list).items().size() + " " + list.items())
                .collect(Collectors.joining(", "));
    }
}
