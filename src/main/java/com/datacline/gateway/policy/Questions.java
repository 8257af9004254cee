package com.datacline.gateway.policy;

import com.datacline.gateway.call.Action;
import com.datacline.gateway.call.Operation;
import com.datacline.gateway.call.Place;
import com.datacline.gateway.security.Caller;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What one caller asks of a policy at one moment.
 *
 * @param policy whom it asks
 * @param caller who asks
 * @param roles all roles of the caller
 * @param facts what is known of servers and tools
 * @param now when
 */
record Questions(PolicyRules policy, Caller caller, Set<String> roles, Facts facts, Instant now) {

    /** May that be done? Where an operation stands for several kinds of thing, the right to one of them is enough. */
    Ruling about(String server, Operation operation) {
        List<Kind> kinds = Kind.of(operation);
        String subject = subject(operation);
        JsonNode arguments = arguments(operation);
        Ruling ruling = ask(kinds.getFirst(), server, subject, arguments);
        for (int next = 1; next < kinds.size() && !ruling.allowed(); next++) {
            ruling = ask(kinds.get(next), server, subject, arguments);
        }
        return ruling;
    }

    /** Returns what is asked of a limit. Where an operation stands for several kinds of thing, it is one of the first. */
    Question first(String server, Operation operation) {
        Kind kind = Kind.of(operation).getFirst();
        return new Question(caller, roles, kind, server, subject(operation), arguments(operation), facts, now);
    }

    /**
     * Might something that a list names be done? A template stands for resources that are not known yet; of a resource
     * everything is known, as its URI is all that reading it takes.
     */
    boolean maySee(Action list, Place place) {
        String subject = list == Action.LIST_RESOURCE_TEMPLATES ? null : place.subject();
        JsonNode arguments = list == Action.LIST_RESOURCES && subject != null
                ? Operation.readResource(subject).arguments()
                : null;
        return Kind.of(list).stream()
                .anyMatch(kind -> ask(kind, place.server(), subject, arguments).allowed());
    }

    /** Returns a question of which only the asker and the moment count. */
    Question whoever() {
        return new Question(caller, roles, Kind.INVOKE_TOOL, "", null, null, facts, now);
    }

    Ruling ask(Kind kind, String server, @Nullable String subject, @Nullable JsonNode arguments) {
        return policy.answer(new Question(caller, roles, kind, server, subject, arguments, facts, now));
    }

    /** A resource template that is completed may become any resource, as it may in a list. */
    private static @Nullable String subject(Operation operation) {
        if (!Kind.isAboutSubject(operation.action())) {
            return null;
        }
        boolean template = operation.action() == Action.COMPLETE
                && operation.params().at("/ref/uri").isTextual()
                && operation.subject().contains("{");
        return template ? null : operation.subject();
    }

    /** What is completed has no arguments yet; a call that gives none has none, whatever else it says. */
    private static @Nullable JsonNode arguments(Operation operation) {
        return switch (operation.action()) {
            case INVOKE_TOOL, INVOKE_TOOL_BROADCAST, GET_PROMPT -> {
                JsonNode given = operation.params().get("arguments");
                yield given == null || given.isNull() ? JsonNodeFactory.instance.objectNode() : given;
            }
            case READ_RESOURCE, SUBSCRIBE, UNSUBSCRIBE -> operation.arguments();
            default -> null;
        };
    }
}
