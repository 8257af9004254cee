package com.datacline.gateway.upstream;

import com.datacline.gateway.call.CallFailed;
import com.datacline.gateway.call.ClientStream;
import com.datacline.gateway.call.Operation;
import com.datacline.gateway.call.UpstreamCall;
import com.datacline.gateway.call.UpstreamCall.Credential;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The streams that one server keeps open to the gateway, by whom and what they are for. */
final class Listeners {
    private final ServerClient server;
    private final Map<Purpose, Listener> open = new ConcurrentHashMap<>();
    private final Map<SessionKey, Set<String>> subscriptions = new ConcurrentHashMap<>();

    /** @param what the resource or the task, or empty for everything else that belongs to no call */
    private record Purpose(SessionKey key, String what) {}

    Listeners(ServerClient server) {
        this.server = server;
    }

    /** Listens for changes of lists, at a legacy server for everything. It does nothing more if it listens already. */
    void listen(SessionKey key, ObjectNode filter, ClientStream client, Credential credential) {
        start(new Purpose(key, ""), filter, client, credential);
    }

    /**
     * Hears what a legacy server says and asks beside the calls of a client's session, from before the call that goes there
     * first: what is said while nobody listens is lost.
     */
    void listenBeside(SessionKey key, ClientStream client, Credential credential, InFlight call) {
        Purpose purpose = new Purpose(key, "");
        Listener already = open.get(purpose);
        if (already == null) {
            start(purpose, JsonNodeFactory.instance.objectNode(), client, credential)
                    .awaitOpen(call);
        } else {
            already.renew(credential);
        }
    }

    /**
     * Hears of a resource's changes, from before its server knows that somebody wants to; a modern server is told by the
     * stream itself.
     */
    void subscribed(
            SessionKey key,
            String uri,
            Session session,
            ClientStream client,
            UpstreamCall subscription,
            InFlight call) {
        Credential credential = subscription.credential();
        ObjectNode filter = JsonNodeFactory.instance.objectNode();
        filter.putArray("resourceSubscriptions").add(uri);
        if (session instanceof LegacySession) {
            subscriptions
                    .computeIfAbsent(key, k -> ConcurrentHashMap.newKeySet())
                    .add(uri);
            start(new Purpose(key, ""), filter, client, credential).awaitOpen(call);
        } else {
            start(new Purpose(key, uri), filter, client, credential).awaitOpen(call);
        }
    }

    /** Hears how a task of a modern server gets on; returns false if the server does not tell. */
    boolean watched(SessionKey key, String task, ClientStream client, Credential credential, InFlight call) {
        ObjectNode filter = JsonNodeFactory.instance.objectNode();
        filter.putArray("taskIds").add(task);
        Purpose purpose = new Purpose(key, "task " + task);
        boolean agreed = start(purpose, filter, client, credential).awaitOpen(call);
        if (!agreed) {
            stop(purpose);
        }
        return agreed;
    }

    void unsubscribed(SessionKey key, String uri) {
        subscriptions.computeIfPresent(key, (k, uris) -> {
            uris.remove(uri);
            return uris;
        });
        stop(new Purpose(key, uri));
    }

    private void stop(Purpose purpose) {
        Listener listener = open.remove(purpose);
        if (listener != null) {
            listener.stop();
        }
    }

    /** Stops what was opened for a session of a client's own. */
    void end(String client) {
        subscriptions.keySet().removeIf(key -> key.client().equals(client));
        open.forEach((purpose, listener) -> {
            if (purpose.key().client().equals(client) && open.remove(purpose, listener)) {
                listener.stop();
            }
        });
    }

    void close() {
        open.values().forEach(Listener::stop);
        open.clear();
    }

    private Listener start(Purpose purpose, ObjectNode filter, ClientStream client, Credential credential) {
        Listener added = new Listener(
                server, purpose.key(), filter, client, credential, () -> subscribeAgain(purpose.key(), credential));
        Listener already = open.putIfAbsent(purpose, added);
        if (already == null) {
            added.start();
            return added;
        }
        already.renew(credential);
        return already;
    }

    /** A new session knows nothing of the subscriptions of the one it replaces. */
    private void subscribeAgain(SessionKey key, Credential credential) {
        for (String uri : subscriptions.getOrDefault(key, Set.of())) {
            try (InFlight errand =
                    InFlight.brief(server.name(), server.transport().clock())) {
                Session session = server.sessions().of(key, credential, errand);
                try (Inquiry inquiry = session.begin(Operation.subscribe(uri), ClientStream.NONE, credential)) {
                    inquiry.next(errand);
                }
            } catch (CallFailed e) {
                // The next stream tries again.
            }
        }
    }
}
