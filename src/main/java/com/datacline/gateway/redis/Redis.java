package com.datacline.gateway.redis;

import com.datacline.gateway.cluster.Away;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.ClientOptions.DisconnectedBehavior;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisException;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.TimeoutOptions;
import io.lettuce.core.api.StatefulConnection;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.sync.RedisCommands;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.codec.RedisCodec;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.DefaultClientResources;
import io.lettuce.core.resource.Delay;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The connections to Redis. A Redis that is away at the start is no reason not to start; while it is away, whoever needs it
 * hears so at once, and it is tried again about once a second.
 */
public final class Redis implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Redis.class);
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final int THREADS = 2;

    private final ClientResources resources;
    private final RedisClient client;
    private final ReentrantLock connecting = new ReentrantLock();
    private volatile @Nullable Connected connected;
    private volatile Consumer<StatefulRedisPubSubConnection<String, String>> ears = connection -> {};
    private volatile boolean told;
    private volatile boolean tried;
    private volatile long triedAt;

    private record Connected(
            StatefulRedisConnection<String, String> texts,
            StatefulRedisConnection<String, byte[]> bytes,
            StatefulRedisPubSubConnection<String, String> news) {}

    /**
     * @param url see {@link RedisAddress}
     * @throws IllegalArgumentException if it cannot be read
     */
    public Redis(String url) {
        var address = RedisAddress.of(url, PATIENCE);
        resources = DefaultClientResources.builder()
                .ioThreadPoolSize(THREADS)
                .computationThreadPoolSize(THREADS)
                .reconnectDelay(Delay.exponential(Duration.ofMillis(20), PAUSE, 2, TimeUnit.MILLISECONDS))
                .build();
        client = RedisClient.create(resources, address);
        client.setOptions(ClientOptions.builder()
                .disconnectedBehavior(DisconnectedBehavior.REJECT_COMMANDS)
                .socketOptions(SocketOptions.builder()
                        .connectTimeout(PATIENCE)
                        .keepAlive(true)
                        .build())
                .timeoutOptions(TimeoutOptions.enabled(PATIENCE))
                .build());
    }

    /** Has somebody called with the connection on which news come, once there is one. */
    void onConnect(Consumer<StatefulRedisPubSubConnection<String, String>> listener) {
        ears = listener;
    }

    /**
     * Asks Redis.
     *
     * @throws Away if it does not answer
     */
    <T extends @Nullable Object> T ask(Function<RedisCommands<String, String>, T> question) {
        return guarded(() -> question.apply(connected().texts().sync()));
    }

    /** Does the same with whoever uses a connection in its own way. */
    <T extends @Nullable Object> T use(Function<StatefulRedisConnection<String, byte[]>, T> use) {
        return guarded(() -> use.apply(connected().bytes()));
    }

    /** Returns why it cannot be used right now, or null. */
    public @Nullable String problem() {
        try {
            ask(RedisCommands::ping);
            return null;
        } catch (Away e) {
            return String.valueOf(e.getMessage());
        }
    }

    @Override
    public void close() {
        client.shutdown(Duration.ZERO, PATIENCE);
        resources.shutdown(0, PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    }

    private interface Use<T extends @Nullable Object> {
        T now();
    }

    private <T extends @Nullable Object> T guarded(Use<T> use) {
        try {
            T answer = use.now();
            if (told) {
                told = false;
                LOG.info("Redis is there again");
            }
            return answer;
        } catch (Away e) {
            throw noted(e);
        } catch (RedisException | io.github.bucket4j.TimeoutException e) {
            throw noted(new Away("Redis does not answer", e));
        }
    }

    private Away noted(Away away) {
        if (!told) {
            told = true;
            Throwable cause = away.getCause();
            LOG.warn("{}: {}", away.getMessage(), cause == null ? "it has just been tried" : root(cause));
        }
        return away;
    }

    private static String root(Throwable failure) {
        Throwable cause = failure.getCause();
        return cause == null ? String.valueOf(failure.getMessage()) : root(cause);
    }

    private Connected connected() {
        Connected now = connected;
        if (now != null) {
            return now;
        }
        // Whoever comes while it is tried for the first time waits for that: nothing is known of Redis yet.
        if (!tried) {
            connecting.lock();
        } else if (isPause() || !connecting.tryLock()) {
            throw new Away("Redis cannot be reached");
        }
        try {
            Connected already = connected;
            if (already == null && isPause()) {
                throw new Away("Redis cannot be reached");
            }
            return already == null ? connect() : already;
        } catch (RedisException e) {
            throw new Away("Redis cannot be reached", e);
        } finally {
            if (!isPause()) {
                triedAt = System.nanoTime();
            }
            tried = true;
            connecting.unlock();
        }
    }

    private boolean isPause() {
        return tried && System.nanoTime() - triedAt < PAUSE.toNanos();
    }

    private Connected connect() {
        List<StatefulConnection<?, ?>> open = new ArrayList<>();
        try {
            var texts = client.connect();
            open.add(texts);
            var bytes = client.connect(RedisCodec.of(StringCodec.UTF8, ByteArrayCodec.INSTANCE));
            open.add(bytes);
            var news = client.connectPubSub();
            open.add(news);
            ears.accept(news);
            Connected all = new Connected(texts, bytes, news);
            connected = all;
            return all;
        } catch (RedisException e) {
            open.forEach(StatefulConnection::closeAsync);
            throw e;
        }
    }
}
