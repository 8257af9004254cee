package com.datacline.gateway.redis;

import com.datacline.gateway.cluster.Away;
import com.datacline.gateway.cluster.SharedCounts;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.BucketConfiguration;
import io.github.bucket4j.distributed.ExpirationAfterWriteStrategy;
import io.github.bucket4j.distributed.proxy.ProxyManager;
import io.github.bucket4j.redis.lettuce.Bucket4jLettuce;
import io.lettuce.core.api.StatefulRedisConnection;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Counts in Redis: rates are Bucket4j's, with its compare-and-swap; what runs is a sorted set of leases, which this node renews
 * for as long as its calls run.
 */
public final class RedisCounts implements SharedCounts {
    /** How long the calls of a node that is gone still count. */
    private static final Duration LEASE = Duration.ofSeconds(15);

    private static final Duration SLACK = Duration.ofSeconds(10);

    private static final String NOW = """
            local t = redis.call('TIME')
            local now = t[1] * 1000 + math.floor(t[2] / 1000)
            """;

    /** Keys: what runs. Values: member, lease, most. */
    private static final Script ENTER = Script.of(NOW + """
            redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', now)
            if redis.call('ZCARD', KEYS[1]) >= tonumber(ARGV[3]) then return {0} end
            redis.call('ZADD', KEYS[1], now + ARGV[2], ARGV[1])
            redis.call('PEXPIRE', KEYS[1], ARGV[2])
            return {1}
            """);

    /** Keys: what runs. Values: member, lease. */
    private static final Script RENEW = Script.of(NOW + """
            redis.call('ZADD', KEYS[1], 'XX', now + ARGV[2], ARGV[1])
            redis.call('PEXPIRE', KEYS[1], ARGV[2])
            return {}
            """);

    private final Redis redis;
    private final Map<String, String> running = new ConcurrentHashMap<>();
    private volatile @Nullable Buckets buckets;

    /** Bucket4j's view of one connection. */
    private record Buckets(StatefulRedisConnection<String, byte[]> connection, ProxyManager<String> manager) {}

    public RedisCounts(Redis redis) {
        this.redis = redis;
    }

    @Override
    public long take(String key, Pace pace) {
        return with(key, pace, bucket -> bucket.tryConsumeAndReturnRemaining(1).getNanosToWaitForRefill());
    }

    @Override
    public void giveBack(String key, Pace pace) {
        with(key, pace, bucket -> {
            bucket.addTokens(1);
            return 0L;
        });
    }

    @Override
    public boolean enter(String key, String member, int most) {
        boolean entered = redis.ask(commands -> ENTER.run(
                        commands,
                        List.of(Keys.running(key)),
                        member,
                        String.valueOf(LEASE.toMillis()),
                        String.valueOf(most)))
                .getFirst()
                .equals(1L);
        if (entered) {
            running.put(member, key);
        }
        return entered;
    }

    @Override
    public void leave(String key, String member) {
        running.remove(member);
        redis.ask(commands -> commands.zrem(Keys.running(key), member));
    }

    @Override
    public void renew() {
        for (Map.Entry<String, String> call : running.entrySet()) {
            redis.ask(commands -> RENEW.run(
                    commands, List.of(Keys.running(call.getValue())), call.getKey(), String.valueOf(LEASE.toMillis())));
        }
    }

    private long with(String key, Pace pace, Function<Bucket, Long> use) {
        try {
            return redis.use(connection ->
                    use.apply(manager(connection).builder().build(Keys.rate(key), () -> BucketConfiguration.builder()
                            .addLimit(
                                    limit -> limit.capacity(pace.capacity()).refillGreedy(pace.refill(), pace.within()))
                            .build())));
        } catch (IllegalStateException e) {
            throw new Away("Redis has a count that cannot be read", e);
        }
    }

    private ProxyManager<String> manager(StatefulRedisConnection<String, byte[]> connection) {
        Buckets now = buckets;
        if (now == null || now.connection() != connection) {
            now = new Buckets(
                    connection,
                    Bucket4jLettuce.casBasedBuilder(connection)
                            .expirationAfterWrite(
                                    ExpirationAfterWriteStrategy.basedOnTimeForRefillingBucketUpToMax(SLACK))
                            .build());
            buckets = now;
        }
        return now.manager();
    }
}
