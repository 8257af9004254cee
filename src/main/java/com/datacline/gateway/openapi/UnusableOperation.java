package com.datacline.gateway.openapi;

/** An operation that does not become a tool, and why. */
final class UnusableOperation extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnusableOperation(String message) {
        super(message, null, false, false);
    }
}
