package com.datacline.gateway.policy;

import com.datacline.gateway.call.Admission;
import com.datacline.gateway.call.Allowed;
import com.datacline.gateway.call.Decision;
import com.datacline.gateway.call.Denied;
import com.datacline.gateway.call.Permit;
import com.datacline.gateway.security.Caller;
import com.github.benmanes.caffeine.cache.Ticker;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.camel.Body;
import org.apache.camel.Variable;
import org.jspecify.annotations.Nullable;

/**
 * Route steps {@code admit} and {@code release}: how many calls there may be. All limits that match a call must have room
 * for it; it counts under all of them or under none. The counts outlive a change of the policy that leaves their limit as it
 * was.
 */
public final class Limits {
    private final Supplier<Optional<PolicyRules>> rules;
    private final Facts facts;
    private final InstantSource clock;
    private final Counts counts;

    Limits(Supplier<Optional<PolicyRules>> rules, Facts facts, InstantSource clock, Ticker ticker) {
        this(rules, facts, clock, new OwnCounts(ticker));
    }

    Limits(Supplier<Optional<PolicyRules>> rules, Facts facts, InstantSource clock, Counts counts) {
        this.rules = rules;
        this.facts = facts;
        this.clock = clock;
        this.counts = counts;
    }

    /** Returns a permit, or why the call may not be made now. The gateway's own errands are not limited. */
    public Admission admit(@Body Decision decision) {
        return switch (decision) {
            case Denied denied -> Permit.UNLIMITED;
            case Allowed allowed ->
                allowed.call().routine(allowed.caller())
                        ? Permit.UNLIMITED
                        : rules.get().map(policy -> admit(policy, allowed)).orElse(Permit.UNLIMITED);
        };
    }

    /** Makes room for another call. It is always done, whatever became of this one. */
    public void release(@Variable("admission") @Nullable Admission admission) {
        if (admission instanceof Permit permit) {
            permit.close();
        }
    }

    /** Route step {@code renew}: keeps what runs here counted at the other nodes. */
    public void renew() {
        counts.renew();
    }

    private Admission admit(PolicyRules policy, Allowed allowed) {
        List<Limit> limits = policy.limits();
        if (limits.isEmpty()) {
            return Permit.UNLIMITED;
        }
        Caller caller = allowed.caller();
        Question question = new Questions(policy, caller, policy.roles(caller), facts, clock.instant())
                .first(allowed.call().server(), allowed.call().operation());
        return new Admitting(policy.file(), question, counts).admit(limits);
    }
}
