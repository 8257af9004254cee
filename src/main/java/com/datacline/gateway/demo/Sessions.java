package com.datacline.gateway.demo;

import java.util.LinkedHashSet;
import java.util.UUID;

/** The open legacy sessions; when there are too many, the oldest makes room. */
final class Sessions {

    private static final int MOST = 1000;

    private final LinkedHashSet<String> open = new LinkedHashSet<>();

    synchronized String open() {
        if (open.size() >= MOST) {
            open.removeFirst();
        }
        var id = UUID.randomUUID().toString();
        open.add(id);
        return id;
    }

    synchronized boolean contains(String id) {
        return open.contains(id);
    }

    /** Ends it, and says whether it was open. */
    synchronized boolean close(String id) {
        return open.remove(id);
    }
}
