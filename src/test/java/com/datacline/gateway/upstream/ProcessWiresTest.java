package com.datacline.gateway.upstream;

import static com.datacline.gateway.GatewayUnderTest.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.datacline.gateway.call.CallFailed;
import com.datacline.gateway.call.Cancellation;
import com.datacline.gateway.call.FailureCode;
import com.datacline.gateway.call.JsonRpc;
import com.datacline.gateway.call.ServerFault;
import com.datacline.gateway.call.UpstreamCall.Credential;
import com.datacline.gateway.registry.Address;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a call hears when the process that it waits for is no more, with programs of a line of shell. */
class ProcessWiresTest {
    private static final String SAYS_THAT_IT_BEGINS =
            "read line; echo '{\"jsonrpc\":\"2.0\",\"method\":\"notifications/progress\",\"params\":{\"progressToken\":1}}'; ";

    private final ScheduledThreadPoolExecutor clock = new ScheduledThreadPoolExecutor(1);
    private final Cancellation cancellation = new Cancellation();
    private ProcessWires wires = running("true");

    @AfterEach
    void stop() {
        wires.close();
        clock.shutdownNow();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "read line; exit 3",
                "read line; exit 0",
                "read line; kill -9 $$",
                "read line; exec 1>&-; sleep 60",
            })
    void a_program_that_breaks_off_is_at_fault_and_may_be_well_in_a_moment(String program) {
        wires = running(program);

        assertThat(asked(wires.next()))
                .isInstanceOfSatisfying(ServerFault.class, fault -> assertThat(fault.isMomentary())
                        .isTrue())
                .hasMessageContaining("server s broke off")
                .extracting(failed -> failed.failure().code())
                .isEqualTo(FailureCode.UPSTREAM_ERROR);
    }

    @Test
    void one_that_had_begun_to_answer_is_at_fault_and_the_call_is_not_as_good_as_new() {
        wires = running(SAYS_THAT_IT_BEGINS + "exit 3");

        assertThat(asked(wires.next()))
                .isInstanceOfSatisfying(ServerFault.class, fault -> assertThat(fault.isMomentary())
                        .isFalse())
                .hasMessageContaining("exit code 3");
    }

    @Test
    void a_call_that_comes_when_its_program_has_broken_off_hears_the_same() {
        wires = running("read line; exit 3");
        Wire wire = wires.next();
        asked(wire);

        assertThat(asked(wire))
                .isInstanceOfSatisfying(ServerFault.class, fault -> assertThat(fault.isMomentary())
                        .isTrue())
                .hasMessageContaining("exit code 3");
    }

    @Test
    void one_that_closes_its_input_breaks_off_too() {
        wires = running("exec 0<&-; sleep 60");
        Wire wire = wires.next();
        eventually("it is noticed", () -> told(wire, 1) != null && !wire.isOpen());

        assertThat(asked(wire))
                .isInstanceOf(ServerFault.class)
                .hasMessage("server s broke off: it closed its standard input");
    }

    @Test
    void one_that_reads_nothing_more_is_at_fault() {
        wires = running("sleep 60");

        assertThat(told(wires.next(), 2_000))
                .isInstanceOf(ServerFault.class)
                .hasMessage("server s does not take what it is sent");
    }

    @Test
    void one_that_breaks_the_protocol_is_well() {
        wires = running("read line; echo '{\"id\":1}'; sleep 60");

        assertThat(asked(wires.next()))
                .isNotInstanceOf(ServerFault.class)
                .hasMessageContaining("is no JSON-RPC message");
    }

    @Test
    void a_gateway_that_stops_is_no_fault_of_the_server() {
        wires = running(SAYS_THAT_IT_BEGINS + "sleep 60");
        CompletableFuture<CallFailed> call = later(wires.next());

        wires.close();

        assertThat(call.join())
                .isNotInstanceOf(ServerFault.class)
                .hasMessage("server s broke off: was stopped with the gateway");
    }

    @Test
    void neither_is_the_end_of_its_session() {
        wires = running(SAYS_THAT_IT_BEGINS + "sleep 60");
        Wire wire = wires.next();
        CompletableFuture<CallFailed> call = later(wire);

        wire.close();

        assertThat(call.join()).isNotInstanceOf(ServerFault.class).hasMessage("the session at server s has ended");
    }

    @Test
    void nor_a_call_that_is_cancelled_though_its_program_ends_of_that() {
        wires = running(SAYS_THAT_IT_BEGINS + "read line; exit 3");
        CompletableFuture<CallFailed> call = later(wires.next());

        cancellation.cancel();

        assertThat(call.join())
                .isNotInstanceOf(ServerFault.class)
                .extracting(failed -> failed.failure().code())
                .isEqualTo(FailureCode.CANCELLED);
    }

    private static ProcessWires running(String program) {
        return new ProcessWires(
                "s",
                new Address.Stdio("/bin/sh", List.of("-c", program), Map.of(), null),
                new StdioProperties(true, 3, Duration.ofSeconds(9), Duration.ofSeconds(9), Duration.ofMillis(300)),
                1_000,
                reference -> {
                    throw new AssertionError(reference);
                });
    }

    /** Returns what comes of so many notifications, or null if they are taken. */
    private @Nullable CallFailed told(Wire wire, int times) {
        try (InFlight errand = InFlight.brief("s", clock)) {
            for (int i = 0; i < times; i++) {
                wire.post(JsonRpc.notification("x".repeat(1_000)), Map.of(), Credential.NONE, errand);
            }
            return null;
        } catch (CallFailed e) {
            return e;
        }
    }

    /** Returns how a call ends that is under way: its program has said so. */
    private CompletableFuture<CallFailed> later(Wire wire) {
        CompletableFuture<Void> begun = new CompletableFuture<>();
        CompletableFuture<CallFailed> end =
                CompletableFuture.supplyAsync(() -> asked(wire, begun), Executors.newVirtualThreadPerTaskExecutor());
        CompletableFuture.anyOf(begun, end).join();
        return end;
    }

    private CallFailed asked(Wire wire) {
        return asked(wire, new CompletableFuture<>());
    }

    private CallFailed asked(Wire wire, CompletableFuture<Void> begun) {
        try (InFlight call = InFlight.lasting("s", Duration.ofSeconds(20), cancellation, clock);
                Inquiry inquiry = wire.begin(
                        wire.nextId(),
                        "tools/call",
                        JsonNodeFactory.instance.objectNode(),
                        Map.of(),
                        Credential.NONE)) {
            return catchThrowableOfType(CallFailed.class, () -> {
                while (true) {
                    assertThat(inquiry.next(call)).isInstanceOf(Heard.Told.class);
                    begun.complete(null);
                }
            });
        }
    }
}
