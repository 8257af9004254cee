package com.datacline.gateway.redis;

import com.datacline.gateway.cluster.SharedKey;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Keys in Redis. One that has been read once stays what it was. */
public final class RedisKey implements SharedKey {
    private final Redis redis;
    private final Map<String, byte[]> known = new ConcurrentHashMap<>();

    public RedisKey(Redis redis) {
        this.redis = redis;
    }

    @Override
    public byte[] first(String name, byte[] own) {
        byte[] already = known.get(name);
        if (already != null) {
            return already;
        }
        String key = Keys.key(name);
        @Nullable
        String kept = redis.ask(commands -> {
            commands.setnx(key, Base64.getEncoder().encodeToString(own));
            return commands.get(key);
        });
        byte[] first = kept == null ? own : Base64.getDecoder().decode(kept);
        known.put(name, first);
        return first;
    }
}
