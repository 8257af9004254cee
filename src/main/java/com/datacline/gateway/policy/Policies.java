package com.datacline.gateway.policy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** Makes the policy of a gateway. */
public final class Policies {
    private Policies() {}

    /**
     * Returns the policy that a file says.
     *
     * @throws InvalidPolicy if there is a file that cannot be used, or one that was asked for is missing
     */
    public static Policy of(PolicyProperties properties, Facts facts, InstantSource clock) {
        return new Policy(new PolicyFile(properties), facts, clock);
    }

    /** Returns a policy that lets every caller do everything. */
    public static Policy open() {
        return new Policy(Optional::empty, new NoFacts(), InstantSource.system());
    }

    /** Of a policy that asks for nothing. */
    private static final class NoFacts implements Facts {
        @Override
        public JsonNode annotations(String server, String tool) {
            return MissingNode.getInstance();
        }

        @Override
        public List<String> tags(String server) {
            return List.of();
        }
    }
}
