package com.datacline.gateway.audit;

import com.datacline.gateway.call.WireJson;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Records that were made outside every route, on their way to whoever hears of records. They are in the journal already,
 * so those that there is no room for are only not heard of.
 */
public final class Unrouted implements AutoCloseable {
    private static final Logger STDOUT = LoggerFactory.getLogger("audit");
    private static final Logger LOG = LoggerFactory.getLogger(Unrouted.class);
    private static final int ROOM = 10_000;

    private final BlockingQueue<ObjectNode> records = new ArrayBlockingQueue<>(ROOM);
    private final AtomicBoolean full = new AtomicBoolean();
    private final boolean toStdout;

    /** @param toStdout whether records are printed */
    public Unrouted(boolean toStdout) {
        this.toStdout = toStdout;
    }

    void add(ObjectNode record) {
        if (!records.offer(record) && full.compareAndSet(false, true)) {
            LOG.warn("more security events than listeners can be told; the journal has them all");
        }
    }

    /** Route step {@code drain}: returns those that have come since. */
    public List<ObjectNode> drain() {
        List<ObjectNode> all = new ArrayList<>();
        records.drainTo(all);
        full.set(false);
        return all;
    }

    /** Prints what came when there was no route left. */
    @Override
    public void close() {
        if (toStdout) {
            drain().forEach(record -> STDOUT.info("{}", new String(WireJson.bytes(record), StandardCharsets.UTF_8)));
        }
    }
}
