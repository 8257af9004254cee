package com.datacline.gateway.policy;

import static org.assertj.core.api.Assertions.assertThat;

import com.datacline.gateway.call.Admission;
import com.datacline.gateway.call.Allowed;
import com.datacline.gateway.call.Deadline;
import com.datacline.gateway.call.Denied;
import com.datacline.gateway.call.Era;
import com.datacline.gateway.call.Failure;
import com.datacline.gateway.call.FailureCode;
import com.datacline.gateway.call.Operation;
import com.datacline.gateway.call.Permit;
import com.datacline.gateway.call.SingleCall;
import com.datacline.gateway.call.WireJson;
import com.datacline.gateway.security.Caller;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LimitsTest {
    private final AtomicLong nanos = new AtomicLong(5);
    private Optional<PolicyRules> policy = Optional.empty();
    private final Limits limits = new Limits(() -> policy, new NothingKnown(), InstantSource.system(), nanos::get);

    private static final class NothingKnown implements Facts {
        @Override
        public JsonNode annotations(String server, String tool) {
            return MissingNode.getInstance();
        }

        @Override
        public List<String> tags(String server) {
            return List.of("production");
        }
    }

    @Test
    void without_a_policy_or_limits_every_call_passes_and_nothing_is_kept() {
        assertThat(call("ana", "a", "t")).isSameAs(Permit.UNLIMITED);
        policy("default: allow");
        assertThat(call("ana", "a", "t")).isSameAs(Permit.UNLIMITED);
    }

    @Test
    void requests_come_back_evenly_and_the_refusal_says_when() {
        policy("limits: [{name: n, per: [caller], requests: 60, within: 1m, burst: 2}]");

        assertThat(passed("ana", "a", "t", 3)).isEqualTo(2);
        Failure refused = refused(call("ana", "a", "t"));
        assertThat(refused.code()).isEqualTo(FailureCode.RATE_LIMITED);
        assertThat(refused.retryAfter()).isEqualTo(Duration.ofSeconds(1));
        assertThat(refused.message())
                .isEqualTo("limit \"n\" (policy.yaml:1) allows each caller 60 requests within 60s; try again in 1 s");
        pass(Duration.ofMillis(999));
        assertThat(refused(call("ana", "a", "t")).retryAfter()).isEqualTo(Duration.ofMillis(1));
        pass(Duration.ofMillis(1));
        assertThat(passed("ana", "a", "t", 3)).isEqualTo(1);
        pass(Duration.ofHours(1));
        assertThat(passed("ana", "a", "t", 9)).isEqualTo(2);
    }

    @Test
    void without_burst_all_requests_may_come_at_once() {
        policy("limits: [{name: n, requests: 5, within: 1h}]");

        assertThat(passed("ana", "a", "t", 9)).isEqualTo(5);
    }

    @Test
    void what_counts_apart_is_what_the_limit_says() {
        policy("limits: [{name: n, per: [caller], requests: 1, within: 1h}]");
        assertThat(passed("ana", "a", "t", 1) + passed("bob", "a", "t", 1)).isEqualTo(2);
        assertThat(passed("ana", "b", "u", 1)).isZero();

        policy("limits: [{name: n, per: [server, tool], requests: 1, within: 1h}]");
        assertThat(passed("ana", "a", "t", 1) + passed("ana", "b", "t", 1) + passed("ana", "a", "u", 1))
                .isEqualTo(3);
        assertThat(passed("bob", "a", "t", 1)).isZero();

        policy("limits: [{name: n, requests: 1, within: 1h}]");
        assertThat(passed("ana", "a", "t", 1)).isOne();
        assertThat(passed("bob", "b", "u", 1)).isZero();
    }

    @Test
    void a_caller_is_who_it_is_and_not_what_it_is_called() {
        policy("limits: [{name: n, per: [caller], requests: 1, within: 1h}]");
        Caller one = new Caller("issuer#1", "ana", "", Set.of(), Set.of(), Set.of(), null);
        Caller other = new Caller("issuer#2", "ana", "", Set.of(), Set.of(), Set.of(), null);

        assertThat(admit(one, "a", tool("t"))).isInstanceOf(Permit.class);
        assertThat(admit(other, "a", tool("t"))).isInstanceOf(Permit.class);
        assertThat(admit(one, "a", tool("t"))).isInstanceOf(Failure.class);
    }

    @Test
    void only_calls_that_match_count() {
        policy("""
                limits:
                  - name: n
                    condition: {role: analyst, mcp_server: "no*", tool: "search*", arguments: {deep: true}}
                    requests: 1
                    within: 1h
                user_roles: {ana: analyst}
                roles: {analyst: {}}
                """);

        assertThat(passed("ana", "notion", "search_all", 3)).isEqualTo(3);
        assertThat(passed("bob", "notion", "search_all", 3)).isEqualTo(3);
        Operation deep = Operation.invokeTool("search_all", json("{\"deep\": true}"), Map.of());
        assertThat(admit(caller("bob"), "notion", deep)).isSameAs(Permit.UNLIMITED);
        assertThat(admit(caller("ana"), "notion", deep)).isInstanceOf(Permit.class);
        assertThat(admit(caller("ana"), "notion", deep)).isInstanceOf(Failure.class);
        assertThat(admit(caller("ana"), "other", deep)).isInstanceOf(Permit.class);
    }

    @Test
    void resources_of_all_names_count_together() {
        policy("limits: [{name: n, per: [tool], requests: 1, within: 1h}]");

        assertThat(admit(caller("ana"), "a", Operation.readResource("x://1"))).isInstanceOf(Permit.class);
        assertThat(admit(caller("ana"), "a", Operation.readResource("x://2"))).isInstanceOf(Failure.class);
    }

    @Test
    void a_call_counts_under_all_its_limits_or_under_none() {
        policy("""
                limits:
                  - {name: at-once, concurrent: 2}
                  - {name: wide, requests: 3, within: 1h}
                  - {name: narrow, condition: {tool: t}, requests: 1, within: 1h}
                """);

        Admission first = call("ana", "a", "t");
        assertThat(first).isInstanceOf(Permit.class);
        IntStream.range(0, 5)
                .forEach(again -> assertThat(refused(call("ana", "a", "t")).message())
                        .startsWith("limit \"narrow\" (policy.yaml:4)"));
        limits.release(first);
        assertThat(passed("ana", "a", "u", 9)).isEqualTo(2);
    }

    @Test
    void calls_at_once_are_let_in_as_others_end_and_no_end_counts_twice() {
        policy("limits: [{name: n, per: [caller], concurrent: 2}]");
        Admission one = call("ana", "a", "t");
        Admission two = call("ana", "a", "t");

        assertThat(refused(call("ana", "a", "t")).retrySeconds()).isOne();
        assertThat(call("bob", "a", "t")).isInstanceOf(Permit.class);
        limits.release(one);
        limits.release(one);
        Admission three = call("ana", "a", "t");
        assertThat(three).isInstanceOf(Permit.class);
        assertThat(call("ana", "a", "t")).isInstanceOf(Failure.class);
        limits.release(two);
        limits.release(three);
        limits.release(null);
        assertThat(passedWithoutEnd("ana", 5)).isEqualTo(2);
    }

    @Test
    void many_calls_at_once_are_never_more_than_allowed() {
        policy("limits: [{name: n, concurrent: 5}]");
        AtomicInteger running = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        AtomicInteger passed = new AtomicInteger();

        IntStream.range(0, 20_000).parallel().forEach(number -> {
            Admission admission = call("ana", "a", "t");
            if (admission instanceof Permit) {
                most.accumulateAndGet(running.incrementAndGet(), Math::max);
                Thread.yield();
                running.decrementAndGet();
                passed.incrementAndGet();
                limits.release(admission);
            }
        });

        assertThat(most.get()).isBetween(1, 5);
        assertThat(passed.get()).isPositive();
        assertThat(passedWithoutEnd("ana", 9)).isEqualTo(5);
    }

    @Test
    void what_is_counted_outlives_a_policy_that_leaves_the_limit_as_it_was() {
        policy("limits: [{name: n, requests: 2, within: 1h, concurrent: 2}]");
        Admission running = call("ana", "a", "t");
        policy(
                "default: allow\nlimits: [{name: other, concurrent: 9}, {name: n, requests: 2, within: 60m, concurrent: 2}]");

        assertThat(passedWithoutEnd("ana", 5)).isEqualTo(1);
        policy("limits: [{name: n, requests: 3, within: 1h, concurrent: 2}]");
        assertThat(passedWithoutEnd("ana", 1)).isEqualTo(1);
        limits.release(running);
    }

    @Test
    void a_limit_that_cannot_be_evaluated_refuses() {
        policy("limits: [{name: n, condition: {when: 'args.size > 10'}, requests: 1, within: 1h}]");

        Failure refused = refused(call("ana", "a", "t"));
        assertThat(refused.code()).isEqualTo(FailureCode.DENIED);
        assertThat(refused.message()).isEqualTo("limit \"n\" (policy.yaml:1) cannot be evaluated");
    }

    @Test
    void neither_the_gateways_own_errands_nor_denied_calls_count() {
        policy("limits: [{name: n, requests: 1, within: 1h}]");
        SingleCall errand = SingleCall.ofGateway("a", tool("t"), Deadline.in(Duration.ofSeconds(1)));

        assertThat(limits.admit(new Allowed(errand, Caller.GATEWAY, "gateway"))).isSameAs(Permit.UNLIMITED);
        assertThat(limits.admit(new Denied(errand, "no"))).isSameAs(Permit.UNLIMITED);
        assertThat(passed("ana", "a", "t", 2)).isOne();
    }

    private void policy(String text) {
        policy = Optional.of(new PolicyReader().read("policy.yaml", text));
    }

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    /** Returns how many of so many calls are let pass, each ending at once. */
    private int passed(String user, String server, String tool, int calls) {
        int passed = 0;
        for (int call = 0; call < calls; call++) {
            Admission admission = call(user, server, tool);
            limits.release(admission);
            passed += admission instanceof Permit ? 1 : 0;
        }
        return passed;
    }

    private int passedWithoutEnd(String user, int calls) {
        return (int) IntStream.range(0, calls)
                .filter(call -> call(user, "a", "t") instanceof Permit)
                .count();
    }

    private Admission call(String user, String server, String tool) {
        return admit(caller(user), server, tool(tool));
    }

    private Admission admit(Caller caller, String server, Operation operation) {
        SingleCall call =
                new SingleCall("id", null, "request", Era.REST, server, operation, Deadline.in(Duration.ofSeconds(1)));
        return limits.admit(new Allowed(call, caller, "a rule"));
    }

    private static Caller caller(String name) {
        return new Caller(name, Set.of(), Set.of(), Set.of());
    }

    private static Operation tool(String name) {
        return Operation.invokeTool(name, json("{}"), Map.of());
    }

    private static Failure refused(Admission admission) {
        assertThat(admission).isInstanceOf(Failure.class);
        return (Failure) admission;
    }

    private static JsonNode json(String text) {
        try {
            return WireJson.MAPPER.readTree(text);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
