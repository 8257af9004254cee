package com.datacline.gateway.shaping;

import static com.datacline.gateway.GatewayUnderTest.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.datacline.gateway.call.Allowed;
import com.datacline.gateway.call.Answer;
import com.datacline.gateway.call.Deadline;
import com.datacline.gateway.call.Era;
import com.datacline.gateway.call.Operation;
import com.datacline.gateway.call.SingleCall;
import com.datacline.gateway.security.Caller;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;
import java.util.Map;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;

/** Whose calls are answered from a cache, and with what. */
class CacheResultTest {
    private static final Caller ANA = caller("ana");
    private static final Caller BO = caller("bo");

    private final Services services =
            new Services(new Tools(), new Confirmations(Duration.ofMinutes(1), Ticker.systemTicker()), tree -> tree);
    private final CacheResult cache = new CacheResult();

    /** Tools whose names begin with {@code get} are read-only. */
    private record Tools() implements KnownTools {
        @Override
        public boolean offers(String server, String tool) {
            return true;
        }

        @Override
        public boolean isReadOnly(String server, String tool) {
            return tool.startsWith("get");
        }
    }

    private static Caller caller(String name) {
        return new Caller(name, java.util.Set.of(), java.util.Set.of(), java.util.Set.of());
    }

    private HeldUp held(Caller caller, String tool, String params) {
        Operation given = Operation.invokeTool(tool, json("{\"n\":1}"), Map.of());
        ObjectNode all = given.params().deepCopy().setAll((ObjectNode) json(params));
        SingleCall call = new SingleCall(
                "id",
                null,
                "id",
                Era.MODERN,
                "s",
                new Operation(given.action(), tool, all),
                Deadline.in(Duration.ofSeconds(1)));
        HeldUp held = HeldUp.of(
                new Allowed(call, caller, "a test"), new DefaultExchange(new DefaultCamelContext()), services);
        cache.answer(held);
        return held;
    }

    private static Answer said(String result) {
        return new Answer((ObjectNode) json(result));
    }

    @Test
    void each_caller_has_answers_of_its_own() {
        held(ANA, "get", "{}").heard(said("{\"a\":1}"));
        assertThat(held(ANA, "get", "{}").isCached()).isTrue();
        assertThat(held(BO, "get", "{}").answer()).isNull();
    }

    @Test
    void all_share_if_they_are_told_to() {
        cache.setShared(true);
        held(ANA, "get", "{}").heard(said("{\"a\":1}"));
        assertThat(held(BO, "get", "{}").answer()).isEqualTo(said("{\"a\":1}"));
    }

    @Test
    void what_may_change_something_is_always_done_unless_forced() {
        held(ANA, "put", "{}").heard(said("{}"));
        assertThat(held(ANA, "put", "{}").answer()).isNull();
        cache.setForce(true);
        held(ANA, "put", "{}").heard(said("{}"));
        assertThat(held(ANA, "put", "{}").isCached()).isTrue();
    }

    @Test
    void errors_questions_tasks_and_dialogues_are_not_kept() {
        held(ANA, "get", "{}").heard(said("{\"isError\":true}"));
        held(ANA, "get", "{}").heard(said("{\"resultType\":\"input_required\"}"));
        held(ANA, "get", "{}").heard(said("{\"resultType\":\"task\"}"));
        held(ANA, "get", "{\"inputResponses\":{}}").heard(said("{}"));
        assertThat(held(ANA, "get", "{}").answer()).isNull();
        held(ANA, "get", "{}").heard(said("{\"resultType\":\"complete\"}"));
        assertThat(held(ANA, "get", "{\"requestState\":\"x\"}").answer()).isNull();
        assertThat(held(ANA, "get", "{}").isCached()).isTrue();
    }

    @Test
    void what_is_kept_stays_as_it_was_said() {
        held(ANA, "get", "{}").heard(said("{\"a\":1}"));
        held(ANA, "get", "{}").answer().result().put("a", 2);
        assertThat(held(ANA, "get", "{}").answer()).isEqualTo(said("{\"a\":1}"));
    }

    @Test
    void an_answer_is_good_for_a_while_and_what_is_too_large_is_not_kept() throws InterruptedException {
        cache.setTime(Duration.ofMillis(50));
        cache.setSize("1KB");
        held(ANA, "get", "{}").heard(said("{}"));
        Thread.sleep(60);
        assertThat(held(ANA, "get", "{}").answer()).isNull();
        held(ANA, "get", "{}").heard(said("{\"a\":\"" + "x".repeat(2000) + "\"}"));
        assertThat(held(ANA, "get", "{}").answer()).isNull();
    }
}
