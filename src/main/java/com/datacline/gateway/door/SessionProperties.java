package com.datacline.gateway.door;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Bounds of what the gateway keeps for its clients.
 *
 * @param idle how long an unused session of a legacy client is kept
 * @param most sessions at once
 * @param mostPerCaller sessions of one caller; with one more, the one that was unused longest ends
 * @param patience how long a client may take to answer what a server asks of it
 * @param callKeepAlive after how long a silence a call becomes a stream, and its client is seen to be there
 * @param keepAlive after how long a silence an idle stream gets a comment
 * @param mostListening streams of modern clients that listen, at once; never more than {@link #room()}
 */
@ConfigurationProperties("gateway.sessions")
public record SessionProperties(
        @DefaultValue("30m") Duration idle,
        @DefaultValue("10000") int most,
        @DefaultValue("2000") int mostPerCaller,
        @DefaultValue("5m") Duration patience,
        @DefaultValue("2s") Duration callKeepAlive,
        @DefaultValue("15s") Duration keepAlive,
        @DefaultValue("20000") int mostListening) {

    private static final long FOR_ALL_ELSE = 64L << 20;
    private static final long FOR_A_STREAM = 64L << 10;
    private static final int LEAST_ROOM = 100;

    public SessionProperties {
        mostListening = Math.min(mostListening, room());
    }

    /**
     * Returns how many streams of either era the heap has room for: with all of both it is two thirds full, as a stream takes some
     * 24 KB. Without this bound a gateway with too many would do nothing but collect garbage.
     */
    static int room() {
        return (int) Math.max(LEAST_ROOM, (Runtime.getRuntime().maxMemory() - FOR_ALL_ELSE) / FOR_A_STREAM);
    }
}
