package com.datacline.gateway.call;

/**
 * A call that must not be made.
 *
 * @param call the call
 * @param reason why not, safe to show to the caller
 */
public record Denied(SingleCall call, String reason) implements Decision {}
