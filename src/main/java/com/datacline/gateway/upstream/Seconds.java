package com.datacline.gateway.upstream;

import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.ValueNode;
import java.time.Duration;

/** Durations as the registry has them. */
final class Seconds {
    private Seconds() {}

    static ValueNode of(Duration duration) {
        long millis = duration.toMillis();
        return millis % 1000 == 0 ? LongNode.valueOf(millis / 1000) : DoubleNode.valueOf(millis / 1000.0);
    }
}
