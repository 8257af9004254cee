package com.datacline.gateway.openapi;

/** A document of which no tools can be made; the message goes on where "the document" begins. */
final class InvalidDocument extends RuntimeException {
    private static final long serialVersionUID = 1L;

    InvalidDocument(String message) {
        super(message, null, false, false);
    }
}
