package com.datacline.gateway.policy;

import java.time.InstantSource;
import java.util.Optional;

/** Makes the policy of a gateway. */
public final class Policies {
    private Policies() {}

    /** Returns the policy that a file says. */
    public static Policy of(PolicyFile file, Facts facts, InstantSource clock) {
        return new Policy(file, facts, clock);
    }

    /** Returns a policy that lets every caller do everything. */
    public static Policy open() {
        return new Policy(Optional::empty, Facts.NONE, InstantSource.system());
    }
}
