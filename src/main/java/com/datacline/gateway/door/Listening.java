package com.datacline.gateway.door;

import com.datacline.gateway.call.Action;
import com.datacline.gateway.call.Answer;
import com.datacline.gateway.call.CallFailed;
import com.datacline.gateway.call.CallRequest;
import com.datacline.gateway.call.Era;
import com.datacline.gateway.call.FailureCode;
import com.datacline.gateway.call.Ids;
import com.datacline.gateway.call.JsonRpc;
import com.datacline.gateway.call.ListChanges;
import com.datacline.gateway.call.Operation;
import com.datacline.gateway.call.Recorded;
import com.datacline.gateway.call.Reply;
import com.datacline.gateway.call.Sight;
import com.datacline.gateway.call.Target;
import com.datacline.gateway.call.TaskNames;
import com.datacline.gateway.call.Terms;
import com.datacline.gateway.security.Caller;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.camel.Body;
import org.apache.camel.Variable;
import org.jspecify.annotations.Nullable;

/**
 * Clients that hear of changes: modern ones by {@code subscriptions/listen}, legacy ones by the stream of their session.
 * Route steps {@code subscriptions}, {@code subscribed} and {@code open}.
 */
public final class Listening {
    private final SessionProperties properties;
    private final ClientSessions sessions;
    private final TaskNames taskNames;
    private final Consumer<String> onEnd;
    private final Function<Caller, Sight> sights;
    private final Set<ListenStream> live = ConcurrentHashMap.newKeySet();

    /**
     * @param onEnd hears the name of each stream that has ended, so that what servers keep for it ends too
     * @param sights tells what a caller may know of
     */
    public Listening(
            SessionProperties properties,
            ClientSessions sessions,
            TaskNames taskNames,
            Consumer<String> onEnd,
            Function<Caller, Sight> sights) {
        this.properties = properties;
        this.sessions = sessions;
        this.taskNames = taskNames;
        this.onEnd = onEnd;
        this.sights = sights;
    }

    /** @throws CallFailed with {@code too_many_sessions} if too many listen */
    ListenStream prepare(JsonNode id, JsonNode params, Listen wanted, Caller caller) {
        if (live.size() >= properties.mostListening()) {
            throw new CallFailed(
                    FailureCode.TOO_MANY_SESSIONS,
                    properties.mostListening() + " clients listen, and no more can; try again later");
        }
        ObjectNode capabilities = params.path("_meta").get(Protocol.META_CAPABILITIES) instanceof ObjectNode declared
                ? declared
                : JsonNodeFactory.instance.objectNode();
        return new ListenStream(
                "listen-" + Ids.next(),
                id,
                caller.withoutToken(),
                capabilities,
                wanted,
                properties.keepAlive(),
                (server, notification) -> taskNames.told(server, notification, caller),
                this::ended);
    }

    /** Returns the calls by which resources are subscribed to and tasks are watched, each where it is. */
    public List<CallRequest> subscriptions(@Body Listen wanted) {
        return Stream.concat(
                        wanted.resources().stream().map(Operation::subscribe),
                        wanted.tasks().stream().map(Operation::watchTask))
                .map(operation -> CallRequest.now(Era.MODERN, new Target.Exposed(), operation, Terms.ALL))
                .toList();
    }

    /** Takes what became of one of them; what is refused is not among what is agreed on. */
    public void subscribed(
            @Body Reply reply,
            @Variable("request") CallRequest request,
            @Variable("call") @Nullable Object call,
            @Variable(Recorded.VARIABLE) @Nullable Recorded recorded,
            @Variable("message") McpMessage message) {
        if (Recorded.only(reply, request, call, recorded) instanceof Answer
                && message.client() instanceof ListenStream stream) {
            stream.agreed(request.operation());
        }
    }

    /** Returns the stream, which begins with what was agreed on. */
    public EventAnswer open(@Variable("message") McpMessage message) {
        if (!(message.client() instanceof ListenStream stream)) {
            throw new IllegalStateException("a message that does not listen");
        }
        stream.acknowledge();
        live.add(stream);
        return stream;
    }

    /** Tells every client that cares, and whose caller may know of something that has changed. */
    public void announce(ListChanges changes) {
        for (Action list : changes.lists()) {
            tell(ListKind.of(list), caller -> changes.concern(list, sights.apply(caller)));
        }
    }

    /** Tells every client that cares that any list may have changed. */
    public void announceAll() {
        for (ListKind kind : ListKind.values()) {
            tell(kind, caller -> true);
        }
    }

    private void tell(ListKind kind, Predicate<Caller> concerned) {
        ObjectNode notification = JsonRpc.notification(kind.method());
        sessions.all().stream()
                .filter(session -> concerned.test(session.caller()))
                .forEach(session -> session.listChanged(notification));
        live.stream()
                .filter(stream -> concerned.test(stream.caller()))
                .forEach(stream -> stream.listChanged(kind.method()));
    }

    /** Ends all streams in good order: the gateway stops. */
    List<EventStream> end() {
        List<ListenStream> all = List.copyOf(live);
        return all.stream().map(ListenStream::end).toList();
    }

    private void ended(ListenStream stream) {
        live.remove(stream);
        onEnd.accept(stream.session());
    }

    /** Returns how many there are. */
    public int size() {
        return live.size();
    }
}
