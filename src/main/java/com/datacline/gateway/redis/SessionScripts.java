package com.datacline.gateway.redis;

/** What is done to a session in one step. Redis' own clock is the only one that counts. */
final class SessionScripts {
    private static final String NOW = """
            local t = redis.call('TIME')
            local now = t[1] * 1000 + math.floor(t[2] / 1000)
            """;

    /** Keys: session, all, the owner's. Values: id, owner, description, idle, most, most of the owner, key prefix. */
    static final Script OPEN = Script.of(NOW + """
            local old = now - ARGV[4]
            redis.call('ZREMRANGEBYSCORE', KEYS[2], '-inf', old)
            redis.call('ZREMRANGEBYSCORE', KEYS[3], '-inf', old)
            if redis.call('ZCARD', KEYS[2]) >= tonumber(ARGV[5]) then return {'full'} end
            local answer = {'opened'}
            while redis.call('ZCARD', KEYS[3]) >= tonumber(ARGV[6]) do
              local id = redis.call('ZPOPMIN', KEYS[3])[1]
              redis.call('DEL', ARGV[7] .. id, ARGV[7] .. id .. ':events')
              redis.call('ZREM', KEYS[2], id)
              answer[#answer + 1] = id
            end
            redis.call('HSET', KEYS[1], 'owner', ARGV[2], 'described', ARGV[3])
            redis.call('PEXPIRE', KEYS[1], ARGV[4])
            redis.call('ZADD', KEYS[2], now, ARGV[1])
            redis.call('ZADD', KEYS[3], now, ARGV[1])
            redis.call('PEXPIRE', KEYS[3], ARGV[4])
            return answer
            """);

    /** Keys: session, all, the owner's, events. Values: id, owner, idle. */
    static final Script FIND = Script.of(NOW + """
            if redis.call('HGET', KEYS[1], 'owner') ~= ARGV[2] then return {} end
            redis.call('PEXPIRE', KEYS[1], ARGV[3])
            redis.call('PEXPIRE', KEYS[4], ARGV[3])
            redis.call('ZADD', KEYS[2], now, ARGV[1])
            redis.call('ZADD', KEYS[3], now, ARGV[1])
            redis.call('PEXPIRE', KEYS[3], ARGV[3])
            return redis.call('HGETALL', KEYS[1])
            """);

    /** Keys: sessions. */
    static final Script THERE = Script.of("""
            local there = {}
            for i, key in ipairs(KEYS) do there[i] = redis.call('EXISTS', key) end
            return there
            """);

    /** Keys: session. Values: field, value. */
    static final Script SET = Script.of("""
            if redis.call('EXISTS', KEYS[1]) == 1 then redis.call('HSET', KEYS[1], ARGV[1], ARGV[2]) end
            return {}
            """);

    /** Keys: session, events. Values: message, most events, what a node's channel begins with, news for the node. */
    static final Script SAY = Script.of("""
            local left = redis.call('PTTL', KEYS[1])
            if left < 0 then return {} end
            local n = redis.call('HINCRBY', KEYS[1], 'events', 1)
            redis.call('XADD', KEYS[2], 'MAXLEN', ARGV[2], n .. '-0', 'm', ARGV[1])
            redis.call('PEXPIRE', KEYS[2], left)
            local reader = redis.call('HGET', KEYS[1], 'reader')
            if not reader then return {0} end
            return {redis.call('PUBLISH', ARGV[3] .. reader, ARGV[4])}
            """);

    /** Keys: session. Values: node. */
    static final Script READ = Script.of("""
            if redis.call('EXISTS', KEYS[1]) == 0 then return {'', '0'} end
            local before = redis.call('HGET', KEYS[1], 'reader') or ''
            redis.call('HSET', KEYS[1], 'reader', ARGV[1])
            return {before, redis.call('HGET', KEYS[1], 'sent') or '0'}
            """);

    /** Keys: session. Values: node, number of the last event sent. */
    static final Script UNREAD = Script.of("""
            if redis.call('HGET', KEYS[1], 'reader') == ARGV[1] then
              redis.call('HDEL', KEYS[1], 'reader')
              redis.call('HSET', KEYS[1], 'sent', ARGV[2])
            end
            return {}
            """);

    private SessionScripts() {}
}
