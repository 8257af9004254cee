package com.datacline.gateway.catalogue;

import com.datacline.gateway.call.Action;
import com.datacline.gateway.call.Failure;
import com.datacline.gateway.call.FailureCode;
import com.datacline.gateway.call.Sight;
import com.datacline.gateway.registry.McpServer;
import com.datacline.gateway.registry.Registry;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.commons.text.similarity.LevenshteinDistance;

/** Says that something does not exist, and what may have been meant. */
final class Unknown {
    private static final int MOST_EDITS = 3;

    private Unknown() {}

    static Failure tool(String name, View view) {
        return tool(name, hint(name, view.all().tools().keySet(), view::showsTool));
    }

    static Failure toolAt(McpServer server, String name, View view) {
        Offer offer = view.all().offer(server.name());
        List<String> known =
                offer.tools().keySet().stream().map(offer.shapes()::nameOf).toList();
        return tool(name, hint(name, known, other -> {
            String own = offer.shapes().ownName(other);
            return own != null && server.exposes(own) && view.showsTool(server.name(), own);
        }));
    }

    static Failure prompt(String name, View view) {
        return prompt(name, hint(name, view.all().prompts().keySet(), view::showsPrompt));
    }

    static Failure promptAt(String server, String name, View view) {
        Set<String> known =
                view.all().offer(server).list(Action.LIST_PROMPTS).items().keySet();
        return prompt(name, hint(name, known, other -> view.showsPrompt(server, other)));
    }

    static Failure resource(String uri, View view) {
        String hint = hint(uri, view.all().resources().items().keySet(), view::showsResource);
        return new Failure(FailureCode.UNKNOWN_RESOURCE, "unknown resource \"" + shown(uri) + "\"" + hint);
    }

    /** Several servers may be meant; the forms say how to name each of them. */
    static Failure which(String uri, Collection<String> forms) {
        return new Failure(
                FailureCode.AMBIGUOUS_RESOURCE,
                "several servers have \"" + shown(uri) + "\"; say which one: " + String.join(", ", forms));
    }

    static Failure server(String name, View view) {
        return server(name, view.all().registry(), view.sight());
    }

    static Failure server(String name, Registry registry, Sight sight) {
        return new Failure(
                FailureCode.UNKNOWN_SERVER,
                "unknown server \"" + shown(name) + "\""
                        + hint(name, registry.servers().keySet(), sight::sees));
    }

    private static Failure tool(String name, String hint) {
        return new Failure(FailureCode.UNKNOWN_TOOL, "unknown tool \"" + shown(name) + "\"" + hint);
    }

    private static Failure prompt(String name, String hint) {
        return new Failure(FailureCode.UNKNOWN_PROMPT, "unknown prompt \"" + shown(name) + "\"" + hint);
    }

    /** @param visible what the caller may know of: nothing else is proposed */
    private static String hint(String name, Collection<String> known, Predicate<String> visible) {
        LevenshteinDistance distance = new LevenshteinDistance(MOST_EDITS);
        Optional<String> nearest = name.length() > 128
                ? Optional.empty()
                : known.stream()
                        .filter(candidate -> distance.apply(name, candidate) >= 0)
                        .sorted(Comparator.comparing(candidate -> distance.apply(name, candidate)))
                        .filter(visible)
                        .findFirst();
        return nearest.map(candidate -> "; did you mean \"" + candidate + "\"?").orElse("");
    }

    private static String shown(String name) {
        return name.length() > 128 ? name.substring(0, 128) + "..." : name;
    }
}
