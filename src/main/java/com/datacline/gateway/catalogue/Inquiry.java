package com.datacline.gateway.catalogue;

import com.datacline.gateway.call.Action;
import com.datacline.gateway.call.Answer;
import com.datacline.gateway.call.Failure;
import com.datacline.gateway.call.Reply;
import com.datacline.gateway.call.Shapes;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One round of questions to one server, where its answers meet. */
public final class Inquiry {
    private static final int METHOD_NOT_FOUND = -32601;

    private final String server;
    private final Set<Action> wanted;
    private final Set<Action> said;
    private final Map<Action, Reply> replies = new EnumMap<>(Action.class);
    private Shapes shapes = Shapes.NONE;

    /**
     * @param wanted the lists to ask for, as far as the server has them
     * @param said those of them that the server said had changed
     */
    Inquiry(String server, Set<Action> wanted, Set<Action> said) {
        this.said = Set.copyOf(said);
        this.server = server;
        this.wanted = Set.copyOf(wanted);
    }

    /** Returns the server's name. */
    public String server() {
        return server;
    }

    /** Returns the lists that the server said had changed. */
    Set<Action> said() {
        return said;
    }

    /** Tells whether all that the server has is asked for. */
    boolean isWhole() {
        return wanted.containsAll(Action.LISTS);
    }

    synchronized void note(Action question, Reply reply) {
        replies.put(question, reply);
    }

    /** Takes how the tools that it listed are to be shown. */
    synchronized void note(Shapes toShow) {
        shapes = toShow;
    }

    /** Returns the lists that the server's capabilities speak of; one that names none is asked for tools. */
    synchronized List<Action> questions() {
        if (!(replies.get(Action.GET_SERVER_INFO) instanceof Answer answer)) {
            return List.of();
        }
        JsonNode capabilities = answer.result().path("capabilities");
        boolean silent = Action.LISTS.stream().noneMatch(list -> capabilities.has(capability(list)));
        return Action.LISTS.stream()
                .filter(wanted::contains)
                .filter(list -> capabilities.has(capability(list)) || silent && list == Action.LIST_TOOLS)
                .toList();
    }

    /** Tells whether the server says when one of its lists changes. */
    synchronized boolean tells() {
        return replies.get(Action.GET_SERVER_INFO) instanceof Answer answer
                && answer.result().path("capabilities").valueStream().anyMatch(one -> one.path("listChanged")
                        .asBoolean());
    }

    /** Returns what the server offers now, given what it offered before. */
    synchronized Offer conclude(Offer before) {
        if (!(replies.get(Action.GET_SERVER_INFO) instanceof Answer introduction)) {
            return Offer.unknown(why(replies.get(Action.GET_SERVER_INFO)));
        }
        List<Action> asked = questions();
        Map<Action, OfferedList> lists = new EnumMap<>(Action.class);
        Map<Action, String> failing = new EnumMap<>(Action.class);
        for (Action list : Action.LISTS) {
            if (asked.contains(list)) {
                OfferedList told = told(list);
                lists.put(list, told == null ? before.list(list) : told);
                if (told == null) {
                    failing.put(list, why(replies.get(list)));
                }
            } else if (!wanted.contains(list)) {
                lists.put(list, before.list(list));
            }
        }
        boolean silent = isWhole() && failing.keySet().containsAll(asked);
        if (failing.containsKey(Action.LIST_TOOLS) || silent && !asked.isEmpty()) {
            return Offer.unknown(failing.values().iterator().next());
        }
        return new Offer(introduction.result(), lists, failing, Map.of(), toolsToShow(before), null);
    }

    private Shapes toolsToShow(Offer before) {
        return wanted.contains(Action.LIST_TOOLS) ? shapes : before.shapes();
    }

    /** A server that answers that it does not know the method has none of these, and that is all. */
    private @Nullable OfferedList told(Action list) {
        return switch (replies.get(list)) {
            case Answer answer -> OfferedList.read(list, answer.result());
            case Failure failure when isUnknownMethod(failure) -> OfferedList.EMPTY;
            case null, default -> null;
        };
    }

    private static boolean isUnknownMethod(Failure failure) {
        return failure.error() != null && failure.error().path("code").asInt() == METHOD_NOT_FOUND;
    }

    private static String why(@Nullable Reply reply) {
        return reply instanceof Failure failure ? failure.message() : "no answer";
    }

    private static String capability(Action list) {
        return list == Action.LIST_RESOURCE_TEMPLATES ? Action.LIST_RESOURCES.items() : list.items();
    }
}
