package com.datacline.gateway.redis;

import io.lettuce.core.RedisURI;
import java.time.Duration;

/** Reads {@code REDIS_URL}, which holds a password and is therefore in no message. */
final class RedisAddress {
    private RedisAddress() {}

    /**
     * Returns where Redis is.
     *
     * @param url {@code redis://user:password@host:6379/0}, or {@code rediss://} for TLS
     * @throws IllegalArgumentException if it is neither
     */
    static RedisURI of(String url, Duration timeout) {
        String text = url.strip();
        if (!text.startsWith("redis://") && !text.startsWith("rediss://")) {
            throw unusable("it does not begin with redis:// or rediss://");
        }
        try {
            RedisURI uri = RedisURI.create(text);
            uri.setTimeout(timeout);
            uri.setClientName("secure-mcp-gateway");
            return uri;
        } catch (IllegalArgumentException e) {
            // the message of the library's own exception may show the password
            throw unusable("it is not well formed, or odd characters such as # / ? @ in the user or password are not"
                    + " percent-encoded (# is %23)");
        }
    }

    private static IllegalArgumentException unusable(String why) {
        return new IllegalArgumentException("REDIS_URL: " + why
                + "; use redis://user:password@host:6379/0, rediss:// for TLS, or leave it unset for a single node");
    }
}
