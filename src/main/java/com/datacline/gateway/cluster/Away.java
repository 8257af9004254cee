package com.datacline.gateway.cluster;

/** What nodes share cannot be reached right now. The message names no address and no secret. */
public final class Away extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public Away(String why, Throwable cause) {
        super(why, cause);
    }

    public Away(String why) {
        super(why);
    }
}
