package com.datacline.gateway.policy;

import com.datacline.gateway.call.Action;
import com.datacline.gateway.call.Allowed;
import com.datacline.gateway.call.Answer;
import com.datacline.gateway.call.BroadcastCall;
import com.datacline.gateway.call.CallFailed;
import com.datacline.gateway.call.Decision;
import com.datacline.gateway.call.Denied;
import com.datacline.gateway.call.Failure;
import com.datacline.gateway.call.FailureCode;
import com.datacline.gateway.call.Listing;
import com.datacline.gateway.call.Operation;
import com.datacline.gateway.call.Place;
import com.datacline.gateway.call.Reply;
import com.datacline.gateway.call.Resolution;
import com.datacline.gateway.call.Sight;
import com.datacline.gateway.call.SingleCall;
import com.datacline.gateway.cluster.SharedCounts;
import com.datacline.gateway.security.Caller;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.benmanes.caffeine.cache.Ticker;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.apache.camel.Body;
import org.apache.camel.Header;
import org.apache.camel.Variable;
import org.jspecify.annotations.Nullable;

/**
 * Route steps: {@code decide} and {@code refuse} for calls, {@code narrow} for broadcasts, {@code visible}, {@code shown}
 * and {@code sight} for whatever tells a caller what there is. Without a policy, every caller that a door has named may
 * call everything.
 */
public final class Policy {
    private final Supplier<Optional<PolicyRules>> rules;
    private final Facts facts;
    private final InstantSource clock;
    private final Views views = new Views();

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
        Optional<PolicyRules> policy = rules.get();
        if (policy.isEmpty()) {
            return new Allowed(call, caller, "no policy is configured");
        }
        Ruling ruling = questions(policy.get(), caller).about(call.server(), call.operation());
        String reason = ruling.reason(policy.get().file());
        return ruling.allowed() ? new Allowed(call, caller, reason) : new Denied(call, reason);
    }

    /**
     * Leaves of a broadcast the servers at which the caller may make the call, unless the caller named them: then each is
     * decided, and answered, for itself.
     *
     * @return the body as it is if it is no broadcast
     */
    public Resolution narrow(@Body Resolution resolution, @Variable("caller") @Nullable Caller caller) {
        if (!(resolution instanceof BroadcastCall call) || (call.chosen() && caller != null)) {
            return resolution;
        }
        Optional<PolicyRules> policy = rules.get();
        if (caller != null && policy.isEmpty()) {
            return call;
        }
        BroadcastCall narrowed = caller == null
                ? call.within(server -> false)
                : call.within(server -> questions(policy.orElseThrow(), caller)
                        .about(server, call.operationAt(server))
                        .allowed());
        return narrowed.total() > 0 || call.total() == 0
                ? narrowed
                : new Failure(
                        FailureCode.DENIED,
                        "there is no server at which you may call \""
                                + call.operation().subject() + "\" like this");
    }

    /** Returns what of a list the caller may call; without a caller that is nothing. */
    public Listing visible(@Body Listing listing, @Variable("caller") @Nullable Caller caller) {
        Optional<PolicyRules> policy = rules.get();
        if (caller == null) {
            return listing.of(List.of());
        }
        if (policy.isEmpty()) {
            return listing;
        }
        Questions questions = questions(policy.get(), caller);
        return listing.of(views.of(
                listing.entries(),
                policy.get(),
                Rights.of(policy.get(), listing.action(), questions),
                () -> seen(listing, questions)));
    }

    private static List<Listing.Entry> seen(Listing listing, Questions questions) {
        Map<Place, Boolean> known = new HashMap<>();
        Predicate<Place> permitted =
                place -> known.computeIfAbsent(place, asked -> questions.maySee(listing.action(), asked));
        return listing.entries().stream()
                .flatMap(entry -> entry.within(permitted).stream())
                .toList();
    }

    /** Returns one server's own list, in its own words, without what the caller may not call. */
    public Reply shown(
            @Body Reply reply,
            @Variable("call") @Nullable SingleCall call,
            @Variable("caller") @Nullable Caller caller) {
        if (!(reply instanceof Answer answer)) {
            return reply;
        }
        Action list = call == null ? Action.LISTEN : call.operation().action();
        if (call == null || !Action.LISTS.contains(list)) {
            return new Failure(FailureCode.INTERNAL, "a list that nobody asked for");
        }
        Sight sight = sight(caller);
        ObjectNode result = answer.result().deepCopy();
        ArrayNode kept = result.putArray(list.items());
        answer.result().path(list.items()).forEach(item -> {
            boolean named = item.path(list.itemKey()).isTextual();
            if (named
                    && sight.sees(
                            list,
                            new Place(call.server(), item.path(list.itemKey()).asText()))) {
                kept.add(item);
            }
        });
        return new Answer(result);
    }

    /** Returns what the caller may know of, now and whenever it is asked; without a caller that is nothing. */
    public Sight sight(@Variable("caller") @Nullable Caller caller) {
        return caller == null ? Sight.NOTHING : new SightOf(caller);
    }

    /** Returns how many calls the same policy lets pass. */
    public Limits limits(Ticker ticker) {
        return new Limits(rules, facts, clock, ticker);
    }

    /** Returns the same, counted over all nodes. */
    public Limits limits(Ticker ticker, SharedCounts shared) {
        return new Limits(rules, facts, clock, new NodesCounts(shared, new OwnCounts(ticker)));
    }

    /**
     * Lets a person go on to log the gateway in at a server, if there is anything that the person may do there.
     *
     * @throws CallFailed with {@code denied} otherwise
     */
    public void enter(@Header("server_name") @Nullable String server, @Variable("person") @Nullable Caller person) {
        if (server == null || !sight(person).sees(server)) {
            throw new CallFailed(FailureCode.DENIED, "there is nothing that you may do at that server");
        }
    }

    /** Returns what a denied caller hears. */
    public Failure refuse(Denied denied) {
        return new Failure(FailureCode.DENIED, denied.reason());
    }

    private Questions questions(PolicyRules policy, Caller caller) {
        return new Questions(policy, caller, policy.roles(caller), facts, clock.instant());
    }

    /** One caller's sight by the policy in force. */
    private final class SightOf implements Sight {
        private final Caller caller;

        private SightOf(Caller caller) {
            this.caller = caller;
        }

        @Override
        public boolean sees(Action list, Place place) {
            return rules.get()
                    .map(policy -> questions(policy, caller).maySee(list, place))
                    .orElse(true);
        }

        @Override
        public boolean sees(String server) {
            return rules.get()
                    .map(policy -> questions(policy, caller)
                            .about(server, Operation.list(Action.GET_SERVER_INFO))
                            .allowed())
                    .orElse(true);
        }
    }
}
