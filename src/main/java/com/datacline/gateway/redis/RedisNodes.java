package com.datacline.gateway.redis;

import com.datacline.gateway.call.WireJson;
import com.datacline.gateway.cluster.Away;
import com.datacline.gateway.cluster.Nodes;
import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lettuce.core.pubsub.RedisPubSubAdapter;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** News between nodes by Redis' publish and subscribe: one channel for all, and one for each node. */
public final class RedisNodes implements Nodes, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RedisNodes.class);
    private static final String ALL = Keys.PREFIX + "nodes";
    private static final int ROOM = 100_000;
    private static final int ID_BITS = 40;
    private static final Duration LOOK_EVERY = Duration.ofSeconds(1);

    private final Redis redis;
    private final String self = Long.toString(new SecureRandom().nextLong(1L << (ID_BITS - 1), 1L << ID_BITS), 36);
    private final Map<String, List<Consumer<ObjectNode>>> listeners = new ConcurrentHashMap<>();
    private final List<Runnable> onReturn = new CopyOnWriteArrayList<>();
    private final BlockingQueue<Runnable> heard = new LinkedBlockingQueue<>(ROOM);
    private final Thread teller;

    public RedisNodes(Redis redis) {
        this.redis = redis;
        redis.onConnect(this::listen);
        // what is heard must not be dealt with on the threads that read from Redis
        teller = Thread.ofVirtual().name("node-news").start(this::deal);
    }

    @Override
    public String self() {
        return self;
    }

    @Override
    public void tellOthers(String topic, ObjectNode news) {
        try {
            publish(ALL, topic, news);
        } catch (Away e) {
            LOG.debug("other nodes are not told of {}", topic, e);
        }
    }

    @Override
    public boolean tell(String node, String topic, ObjectNode news) {
        try {
            return publish(Keys.node(node), topic, news) > 0;
        } catch (Away e) {
            return false;
        }
    }

    @Override
    public void hear(String topic, Consumer<ObjectNode> listener) {
        listeners.computeIfAbsent(topic, t -> new CopyOnWriteArrayList<>()).add(listener);
    }

    @Override
    public void onReturn(Runnable listener) {
        onReturn.add(listener);
    }

    @Override
    public void close() {
        teller.interrupt();
    }

    private long publish(String channel, String topic, ObjectNode news) {
        ObjectNode message =
                JsonNodeFactory.instance.objectNode().put("from", self).put("topic", topic);
        message.set("news", news);
        String text = new String(WireJson.bytes(message), StandardCharsets.UTF_8);
        return redis.ask(commands -> commands.publish(channel, text));
    }

    private void listen(StatefulRedisPubSubConnection<String, String> connection) {
        connection.addListener(new RedisPubSubAdapter<>() {
            @Override
            public void message(String channel, String message) {
                take(() -> read(channel, message));
            }

            @Override
            public void subscribed(String channel, long count) {
                if (channel.equals(ALL)) {
                    take(() -> onReturn.forEach(Runnable::run));
                }
            }
        });
        connection.sync().subscribe(ALL, Keys.node(self));
    }

    private void take(Runnable news) {
        if (!heard.offer(news)) {
            LOG.warn("more news from other nodes than this one can take; some are lost");
        }
    }

    private void read(String channel, String text) {
        try {
            JsonNode message = WireJson.MAPPER.readTree(text);
            boolean own = message.path("from").asText().equals(self) && channel.equals(ALL);
            if (!own && message.get("news") instanceof ObjectNode news) {
                listeners
                        .getOrDefault(message.path("topic").asText(), List.of())
                        .forEach(listener -> listener.accept(news));
            }
        } catch (JacksonException e) {
            LOG.warn("news on the channel {} that no gateway has written", channel);
        }
    }

    private void deal() {
        try {
            while (true) {
                Runnable news = heard.poll(LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS);
                if (news == null) {
                    // who asks Redis for nothing hears of news all the same, as soon as it is there
                    redis.problem();
                    continue;
                }
                try {
                    news.run();
                } catch (RuntimeException e) {
                    LOG.debug("news that came to nothing", e);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
