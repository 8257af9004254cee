package com.datacline.gateway.redis;

import com.datacline.gateway.call.WireJson;
import com.datacline.gateway.cluster.Away;
import com.datacline.gateway.cluster.SharedSessions;
import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lettuce.core.Range;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Sessions in Redis: each is a hash that expires, its unsent messages a stream beside it, and sorted sets know how many there
 * are and which was unused longest. What must happen at once is a script.
 */
public final class RedisSessions implements SharedSessions {
    private static final String SUBSCRIPTION = "sub:";
    private static final int MOST_EVENTS = 256;

    private final Redis redis;

    public RedisSessions(Redis redis) {
        this.redis = redis;
    }

    @Override
    public @Nullable List<String> open(String id, String owner, ObjectNode described, Bounds bounds) {
        List<Object> answer = redis.ask(commands -> SessionScripts.OPEN.run(
                commands,
                List.of(Keys.session(id), Keys.SESSIONS, Keys.sessionsOf(owner)),
                id,
                owner,
                new String(WireJson.bytes(described), StandardCharsets.UTF_8),
                millis(bounds.idle()),
                String.valueOf(bounds.most()),
                String.valueOf(bounds.mostPerOwner()),
                Keys.SESSION));
        return answer.getFirst().equals("full")
                ? null
                : answer.stream().skip(1).map(String::valueOf).toList();
    }

    @Override
    public @Nullable State find(String id, String owner, Duration idle) {
        List<Object> answer = redis.ask(commands -> SessionScripts.FIND.run(
                commands,
                List.of(Keys.session(id), Keys.SESSIONS, Keys.sessionsOf(owner), Keys.events(id)),
                id,
                owner,
                millis(idle)));
        return answer.isEmpty() ? null : state(answer);
    }

    @Override
    public void use(Collection<Use> sessions, Duration idle) {
        for (Use session : sessions) {
            find(session.id(), session.owner(), idle);
        }
    }

    @Override
    public Set<String> gone(List<String> ids) {
        if (ids.isEmpty()) {
            return Set.of();
        }
        String[] keys = ids.stream().map(Keys::session).toArray(String[]::new);
        List<Object> there = redis.ask(commands -> SessionScripts.THERE.run(commands, List.of(keys)));
        Set<String> gone = new HashSet<>();
        for (int i = 0; i < ids.size(); i++) {
            if (there.get(i).equals(0L)) {
                gone.add(ids.get(i));
            }
        }
        return gone;
    }

    @Override
    public void end(String id, String owner) {
        redis.ask(commands -> {
            commands.del(Keys.session(id), Keys.events(id));
            commands.zrem(Keys.SESSIONS, id);
            return commands.zrem(Keys.sessionsOf(owner), id);
        });
    }

    @Override
    public void logFrom(String id, String level) {
        set(id, "level", level);
    }

    @Override
    public void subscribe(String id, String uri) {
        set(id, SUBSCRIPTION + uri, "");
    }

    @Override
    public void unsubscribe(String id, String uri) {
        redis.ask(commands -> commands.hdel(Keys.session(id), SUBSCRIPTION + uri));
    }

    @Override
    public boolean say(String id, ObjectNode message, Duration idle) {
        List<Object> answer = redis.ask(commands -> SessionScripts.SAY.run(
                commands,
                List.of(Keys.session(id), Keys.events(id)),
                new String(WireJson.bytes(message), StandardCharsets.UTF_8),
                String.valueOf(MOST_EVENTS),
                Keys.node(""),
                "{\"from\":\"\",\"topic\":\"listening\",\"news\":{\"session\":\"" + id + "\"}}"));
        return !answer.isEmpty() && answer.getFirst() instanceof Long heard && heard > 0;
    }

    @Override
    public Reading read(String id, String node) {
        List<Object> answer = redis.ask(commands -> SessionScripts.READ.run(commands, List.of(Keys.session(id)), node));
        String before = String.valueOf(answer.getFirst());
        return new Reading(before.isEmpty() ? null : before, Long.parseLong(String.valueOf(answer.get(1))));
    }

    @Override
    public void unread(String id, String node, long sent) {
        redis.ask(
                commands -> SessionScripts.UNREAD.run(commands, List.of(Keys.session(id)), node, String.valueOf(sent)));
    }

    @Override
    public List<Event> events(String id, long after) {
        return redis.ask(commands -> {
            set(id, "sent", String.valueOf(after));
            return commands
                    .xrange(
                            Keys.events(id),
                            Range.from(Range.Boundary.including((after + 1) + "-0"), Range.Boundary.unbounded()))
                    .stream()
                    .map(message -> new Event(
                            Long.parseLong(
                                    message.getId().substring(0, message.getId().indexOf('-'))),
                            message.getBody().getOrDefault("m", "{}")))
                    .toList();
        });
    }

    /** Does not bring a session back that has ended. */
    private void set(String id, String field, String value) {
        redis.ask(commands -> SessionScripts.SET.run(commands, List.of(Keys.session(id)), field, value));
    }

    private static State state(List<Object> answer) {
        Map<String, String> fields = new HashMap<>();
        for (int i = 0; i + 1 < answer.size(); i += 2) {
            fields.put(String.valueOf(answer.get(i)), String.valueOf(answer.get(i + 1)));
        }
        List<String> subscriptions = new ArrayList<>();
        fields.keySet().stream()
                .filter(field -> field.startsWith(SUBSCRIPTION))
                .forEach(field -> subscriptions.add(field.substring(SUBSCRIPTION.length())));
        try {
            if (WireJson.MAPPER.readTree(fields.getOrDefault("described", "")) instanceof ObjectNode described) {
                return new State(described, fields.get("level"), Set.copyOf(subscriptions), fields.get("reader"));
            }
        } catch (JacksonException e) {
            // said below
        }
        throw new Away("Redis has a session that no gateway has written");
    }

    private static String millis(Duration time) {
        return String.valueOf(time.toMillis());
    }
}
