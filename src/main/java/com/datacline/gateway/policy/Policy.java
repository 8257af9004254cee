package com.datacline.gateway.policy;

import com.datacline.gateway.call.Allowed;
import com.datacline.gateway.call.Decision;
import com.datacline.gateway.call.Denied;
import com.datacline.gateway.call.Failure;
import com.datacline.gateway.call.FailureCode;
import com.datacline.gateway.call.Listing;
import com.datacline.gateway.call.Operation;
import com.datacline.gateway.call.SingleCall;
import com.datacline.gateway.security.Caller;
import com.github.benmanes.caffeine.cache.Ticker;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.camel.Variable;
import org.jspecify.annotations.Nullable;

/** Route steps {@code decide} and {@code refuse}. Without a policy, every caller that a door has named may call everything. */
public final class Policy {
    private final Supplier<Optional<PolicyRules>> rules;
    private final Facts facts;
    private final InstantSource clock;

    Policy(Supplier<Optional<PolicyRules>> rules, Facts facts, InstantSource clock) {
        this.rules = rules;
        this.facts = facts;
        this.clock = clock;
    }

    /**
     * Decides about one call.
     *
     * @param caller who calls; without one the answer is no
     * @param server the server whose route this is; a call to any other is refused
     */
    public Decision decide(
            SingleCall call, @Variable("caller") @Nullable Caller caller, @Variable("server") @Nullable String server) {
        if (caller == null) {
            return new Denied(call, "nobody has said who calls");
        }
        if (!call.server().equals(server)) {
            return new Denied(call, "the call is meant for another server than " + server);
        }
        if (call.routine(caller)) {
            return new Allowed(call, caller, "gateway");
        }
        return rules.get()
                .map(policy -> decide(policy, call, caller))
                .orElseGet(() -> new Allowed(call, caller, "no policy is configured"));
    }

    /** Returns what of a list the caller may call; without a caller that is nothing. */
    public Listing visible(Listing listing, @Variable("caller") @Nullable Caller caller) {
        return caller == null ? listing.of(List.of()) : listing;
    }

    /** Returns how many calls the same policy lets pass. */
    public Limits limits(Ticker ticker) {
        return new Limits(rules, facts, clock, ticker);
    }

    /** Returns what a denied caller hears. */
    public Failure refuse(Denied denied) {
        return new Failure(FailureCode.DENIED, denied.reason());
    }

    private Decision decide(PolicyRules policy, SingleCall call, Caller caller) {
        Operation operation = call.operation();
        Ruling ruling = null;
        for (Kind kind : Kind.of(operation)) {
            Question question = new Question(
                    caller,
                    policy.roles(caller),
                    kind,
                    call.server(),
                    Kind.isAboutSubject(operation.action()) ? operation.subject() : null,
                    Kind.isAboutSubject(operation.action()) ? operation.arguments() : null,
                    facts,
                    clock.instant());
            ruling = policy.answer(question);
            if (ruling.allowed()) {
                return new Allowed(call, caller, ruling.reason(policy.file()));
            }
        }
        return new Denied(call, ruling == null ? "nothing is asked" : ruling.reason(policy.file()));
    }
}
