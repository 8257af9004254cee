package com.datacline.gateway.redis;

/** The names of what is kept in Redis. */
final class Keys {
    /** Before all of them. */
    static final String PREFIX = "mcp-gateway:";

    /** A session's hash begins with this. */
    static final String SESSION = PREFIX + "session:";

    /** All sessions, by when they were used last. */
    static final String SESSIONS = PREFIX + "sessions";

    private Keys() {}

    static String node(String id) {
        return PREFIX + "node:" + id;
    }

    static String session(String id) {
        return SESSION + id;
    }

    static String events(String id) {
        return SESSION + id + ":events";
    }

    static String sessionsOf(String owner) {
        return SESSIONS + ":" + owner;
    }

    static String key(String name) {
        return PREFIX + "key:" + name;
    }

    static String rate(String key) {
        return PREFIX + "rate:" + key;
    }

    static String running(String key) {
        return PREFIX + "running:" + key;
    }
}
