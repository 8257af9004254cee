package com.datacline.gateway.security;

/** A setting with which the gateway does not start; the message says what to set. */
public final class InvalidConfiguration extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public InvalidConfiguration(String message) {
        super(message);
    }
}
