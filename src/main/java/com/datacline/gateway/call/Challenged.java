package com.datacline.gateway.call;

/** A call that its server refused for want of a credential, or of a better one. */
public final class Challenged extends CallFailed {
    private static final long serialVersionUID = 1L;

    private final transient Challenge challenge;

    public Challenged(String server, Challenge challenge) {
        super(
                FailureCode.UPSTREAM_ERROR,
                "server " + server + " refused the gateway's credential (HTTP " + challenge.status() + ")");
        this.challenge = challenge;
    }

    /** Returns what the server said it wants. */
    public Challenge challenge() {
        return challenge;
    }
}
