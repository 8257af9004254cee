package com.datacline.gateway.door;

import com.datacline.gateway.call.CallFailed;
import com.datacline.gateway.call.FailureCode;
import com.datacline.gateway.call.Notice;
import com.datacline.gateway.cluster.Away;
import com.datacline.gateway.cluster.Nodes;
import com.datacline.gateway.cluster.SharedSessions;
import com.datacline.gateway.security.Caller;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The sessions of legacy clients where any node answers any request. Whether there is a session, and whose it is, is looked up
 * with every request: one that has ended is gone everywhere at once, and where it cannot be looked up, there is none. This node
 * keeps what it has of it: streams, calls and questions.
 */
public final class SharedClientSessions extends ClientSessions {
    private static final Logger LOG = LoggerFactory.getLogger(SharedClientSessions.class);
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{1,64}");
    private static final int LOOK_EVERY = 10;
    private static final int MOST_ASKED = 1000;

    private final SharedSessions shared;
    private final Nodes nodes;
    private final Consumer<Notice> onNotice;
    private final Relays relays;
    private int round;

    /**
     * @param onEnd hears the id of each session that has ended
     * @param onNotice hears what a client has told another node for its servers
     */
    public SharedClientSessions(
            SessionProperties properties,
            Consumer<String> onEnd,
            Consumer<Notice> onNotice,
            SharedSessions shared,
            Nodes nodes) {
        super(properties, onEnd);
        this.shared = shared;
        this.nodes = nodes;
        this.onNotice = onNotice;
        this.relays = new Relays(nodes, this::kept, properties.keepAlive());
        nodes.hear(SessionNews.TOPIC, this::heard);
        nodes.hear(SessionNews.LISTENING, news -> take(kept(news.path("session").asText())));
        nodes.hear(Relays.TOPIC, relays::heard);
        nodes.onReturn(() -> all().forEach(SharedClientSessions::take));
    }

    @Override
    ClientSession open(Caller caller, String version, ObjectNode capabilities) {
        String id = newId();
        ObjectNode described = JsonNodeFactory.instance.objectNode().put("version", version);
        described.set("capabilities", capabilities);
        List<String> ended = shared.open(
                id,
                caller.id(),
                described,
                new SharedSessions.Bounds(
                        properties().idle(), properties().most(), properties().mostPerCaller()));
        if (ended == null) {
            throw new CallFailed(
                    FailureCode.TOO_MANY_SESSIONS,
                    "the gateway keeps " + properties().most() + " sessions and no more; try again later");
        }
        ended.forEach(this::tellEnd);
        ClientSession session = session(id, caller, version, capabilities);
        keep(session);
        return session;
    }

    @Override
    @Nullable
    ClientSession find(String id, Caller caller) {
        if (!ID.matcher(id).matches()) {
            return null;
        }
        SharedSessions.State state = shared.find(id, caller.id(), properties().idle());
        ClientSession here = kept(id);
        boolean own = here != null && here.caller().id().equals(caller.id());
        if (state == null) {
            if (here != null && own) {
                drop(here);
            }
            return null;
        }
        ClientSession session = here != null && own
                ? here
                : keepFirst(session(
                        id,
                        caller,
                        state.described().path("version").asText(),
                        state.described().withObject("/capabilities")));
        session.learn(state.logLevel(), state.subscriptions());
        if (session.elsewhere() instanceof SharedSession known) {
            known.learned(state.reader() != null);
        }
        session.touch();
        return session;
    }

    @Override
    void end(ClientSession session) {
        shared.end(session.id(), session.caller().id());
        drop(session);
        nodes.tellOthers(SessionNews.TOPIC, SessionNews.ENDED.of(session.id()));
    }

    /** Keeps those alive that are in use here, and drops those that nobody knows any more. */
    @Override
    public void expire() {
        all().forEach(session -> session.streams().expire());
        try {
            shared.use(
                    all().stream()
                            .filter(ClientSession::isBusy)
                            .filter(session -> session.elsewhere() instanceof SharedSession known && known.isDue())
                            .map(session -> new SharedSessions.Use(
                                    session.id(), session.caller().id()))
                            .toList(),
                    properties().idle());
            if (++round % LOOK_EVERY == 0) {
                dropGone(all().stream().map(ClientSession::id).toList());
            }
        } catch (Away e) {
            LOG.debug("sessions stay as they are while Redis is away", e);
        }
    }

    private void dropGone(List<String> ids) {
        for (int from = 0; from < ids.size(); from += MOST_ASKED) {
            shared.gone(ids.subList(from, Math.min(ids.size(), from + MOST_ASKED)))
                    .forEach(this::dropId);
        }
    }

    private void tellEnd(String id) {
        dropId(id);
        nodes.tellOthers(SessionNews.TOPIC, SessionNews.ENDED.of(id));
    }

    private void dropId(String id) {
        ClientSession session = kept(id);
        if (session != null) {
            drop(session);
        }
    }

    private ClientSession session(String id, Caller caller, String version, ObjectNode capabilities) {
        return new ClientSession(
                id,
                caller.withoutToken(),
                version,
                capabilities,
                properties().patience(),
                new SharedSession(id, properties().idle(), shared, nodes, relays));
    }

    private static void take(@Nullable ClientSession session) {
        if (session != null && session.elsewhere() instanceof SharedSession known) {
            known.take(session.standing());
        }
    }

    private void heard(ObjectNode news) {
        ClientSession session = kept(news.path("session").asText());
        if (session == null) {
            return;
        }
        switch (SessionNews.in(news)) {
            case ENDED -> drop(session);
            case MOVED -> session.standing().leave();
            case CANCELLED -> session.cancelHere(news.path("request"));
            case ANSWERED -> session.questions().answered(news.withObject("/response"));
            case NOTICED -> onNotice.accept(new Notice(session.id(), news.withObject("/notification")));
            case UNSUBSCRIBED -> session.unsubscribedElsewhere(news.path("uri").asText());
        }
    }
}
