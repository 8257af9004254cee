package com.datacline.gateway.upstream;

import java.util.concurrent.Semaphore;

/** The places of one server's bulkhead. Their number may change while some are taken, which nobody has to wait for. */
final class Places extends Semaphore {
    private static final long serialVersionUID = 1L;

    private int size;

    /** @param size how many there are; who waits for one is served in turn */
    Places(int size) {
        super(size, true);
        this.size = size;
    }

    synchronized void resize(int to) {
        if (to > size) {
            release(to - size);
        } else if (to < size) {
            // those that are taken are missed when they are given back
            reducePermits(size - to);
        }
        size = to;
    }

    synchronized int size() {
        return size;
    }

    synchronized int taken() {
        return size - availablePermits();
    }
}
