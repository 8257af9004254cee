package com.datacline.gateway.shaping;

import com.datacline.gateway.call.Answer;
import com.datacline.gateway.call.SingleCall;
import com.datacline.gateway.call.WireJson;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import org.apache.camel.Variable;
import org.jspecify.annotations.Nullable;
import org.springframework.util.unit.DataSize;

/**
 * Step of {@code kamelet:cache-result}: answers a call that was made before with what the server said then. It keeps what
 * the server said, so that each answer is shaped anew; it keeps no errors and no questions, and begins empty with each
 * new set of routes.
 */
public final class CacheResult {
    private Duration time = Duration.ofMinutes(1);
    private DataSize size = DataSize.ofMegabytes(16);
    private boolean shared;
    private boolean force;
    private @Nullable Cache<Key, Kept> cache;

    private record Key(String caller, String server, String tool, JsonNode arguments) {}

    private record Kept(ObjectNode result, int bytes) {}

    /** @param time how long an answer is good */
    public void setTime(Duration time) {
        this.time = time;
    }

    /** @param size how much is kept, as JSON */
    public void setSize(String size) {
        this.size = DataSize.parse(size);
    }

    /** @param shared whether one caller gets what another one's call brought */
    public void setShared(boolean shared) {
        this.shared = shared;
    }

    /** @param force whether tools are cached too that do not say that they change nothing */
    public void setForce(boolean force) {
        this.force = force;
    }

    /** Answers a call, or remembers to keep what the server says to it. */
    public void answer(@Variable("held") HeldUp held) {
        if (held.isDialogue() || !force && !held.isReadOnly()) {
            return;
        }
        Key key = key(held);
        Kept kept = cache().getIfPresent(key);
        if (kept == null) {
            held.afterwards(said -> keep(key, said));
        } else {
            held.answerFromCache(kept.result().deepCopy());
        }
    }

    private Key key(HeldUp held) {
        SingleCall call = held.call();
        return new Key(
                shared ? "" : held.caller().id(),
                call.server(),
                call.operation().subject(),
                Trees.canonical(call.operation().arguments()));
    }

    private void keep(Key key, Answer said) {
        boolean whole = said.result().path("resultType").asText("complete").equals("complete");
        int bytes = WireJson.bytes(said.result()).length;
        // the cache would let go of what is too large for it, but only some time later
        if (whole && !said.isError() && bytes <= size.toBytes()) {
            cache().put(key, new Kept(said.result().deepCopy(), bytes));
        }
    }

    private synchronized Cache<Key, Kept> cache() {
        if (cache == null) {
            cache = Caffeine.newBuilder()
                    .expireAfterWrite(time)
                    .maximumWeight(size.toBytes())
                    .<Key, Kept>weigher((key, kept) -> kept.bytes())
                    .build();
        }
        return cache;
    }
}
