package com.datacline.gateway.call;

/** A notification was taken; there is nothing to say. */
public record Accepted() implements Reply {}
