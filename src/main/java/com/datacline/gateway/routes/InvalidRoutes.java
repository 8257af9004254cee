package com.datacline.gateway.routes;

import org.jspecify.annotations.Nullable;

/** A set of routes that cannot be used; the message says which file and why. */
public final class InvalidRoutes extends RuntimeException {
    private static final long serialVersionUID = 1L;

    InvalidRoutes(String message) {
        super(message);
    }

    InvalidRoutes(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
