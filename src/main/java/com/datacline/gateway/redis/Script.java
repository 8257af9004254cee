package com.datacline.gateway.redis;

import io.lettuce.core.RedisNoScriptException;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.api.sync.RedisCommands;
import io.lettuce.core.codec.Base16;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A program that Redis runs as one step. It is sent once; from then on its digest names it. */
record Script(String text, String digest) {

    static Script of(String text) {
        return new Script(text, Base16.digest(text.getBytes(StandardCharsets.UTF_8)));
    }

    /** Runs it and returns the list that it returns. */
    List<Object> run(RedisCommands<String, String> redis, List<String> keys, String... values) {
        String[] all = keys.toArray(String[]::new);
        try {
            return redis.evalsha(digest, ScriptOutputType.MULTI, all, values);
        } catch (RedisNoScriptException e) {
            return redis.eval(text, ScriptOutputType.MULTI, all, values);
        }
    }
}
