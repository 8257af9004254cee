package com.datacline.gateway.shaping;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** Where on a journey a route may shape something, as in {@code from: shape:result}. */
enum Point {
    /** One tool's definition, whenever a server has listed its tools. */
    DEFINITION,
    /** The arguments of a call, before it is decided about. */
    ARGUMENTS,
    /** A call that may be made, before the server is asked. */
    CALL,
    /** A server's result, before it is recorded and sent. */
    RESULT,
    /** A leg of a broadcast that failed. */
    LEG,
    /** The results of a broadcast's legs, as one list. */
    BROADCAST;

    /** @throws IllegalArgumentException if there is no such point */
    static Point of(String name) {
        return Arrays.stream(values())
                .filter(point -> point.uriName().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is nothing to shape at \"" + name
                        + "\"; it must be one of "
                        + Arrays.stream(values()).map(Point::uriName).collect(Collectors.joining(", "))));
    }

    String uriName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
