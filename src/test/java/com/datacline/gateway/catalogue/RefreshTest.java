package com.datacline.gateway.catalogue;

import static com.datacline.gateway.GatewayUnderTest.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.datacline.gateway.GatewayUnderTest;
import com.datacline.gateway.call.Action;
import com.datacline.gateway.fixture.Misbehaviour;
import com.datacline.gateway.fixture.ScriptedServer;
import com.datacline.gateway.fixture.ScriptedTool;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Servers are asked what they offer, and nobody who wants a list waits for that. */
class RefreshTest {
    private static final Duration AT_ONCE = Duration.ofSeconds(2);

    @Test
    void while_a_server_is_being_asked_its_last_good_list_stands_and_it_is_asked_once() throws Exception {
        try (ScriptedServer slow = ScriptedServer.start();
                GatewayUnderTest gateway = GatewayUnderTest.with()
                        .server("slow", slow.url())
                        .set("gateway.catalogue.refresh", "1h")
                        .set("gateway.catalogue.timeout", "20s")
                        .start();
                ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<String> good = gateway.toolNames();
            assertThat(good).contains("slow__echo");
            slow.failing("tools/list", Misbehaviour.HANG);
            slow.forget();
            gateway.bean(Catalogue.class).listChanged("slow", Action.LIST_TOOLS);
            eventually("it is asked", () -> !slow.requests("tools/list").isEmpty());
            gateway.bean(Catalogue.class).listChanged("slow", Action.LIST_TOOLS);

            long begin = System.nanoTime();
            Callable<List<String>> list = gateway::toolNames;
            List<Future<List<String>>> lists =
                    callers.invokeAll(IntStream.range(0, 50).mapToObj(i -> list).toList());
            for (Future<List<String>> answer : lists) {
                assertThat(answer.get()).isEqualTo(good);
            }
            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(AT_ONCE.multipliedBy(5));
            Thread.sleep(AT_ONCE.dividedBy(2).toMillis());
            assertThat(slow.requests("tools/list")).hasSize(1);
        }
    }

    @Test
    void servers_that_change_at_the_same_time_are_all_seen() {
        try (ScriptedServer one = ScriptedServer.start();
                ScriptedServer two = ScriptedServer.start();
                GatewayUnderTest gateway = GatewayUnderTest.with()
                        .server("one", one.url())
                        .server("two", two.url())
                        .set("gateway.catalogue.refresh", "1h")
                        .start()) {
            assertThat(gateway.toolNames()).contains("one__echo", "two__echo");
            one.script(ScriptedTool.named("fresh"));
            two.script(ScriptedTool.named("fresh"));
            Catalogue catalogue = gateway.bean(Catalogue.class);
            catalogue.listChanged("one", Action.LIST_TOOLS);
            catalogue.listChanged("two", Action.LIST_TOOLS);

            eventually("both are there", () -> Set.copyOf(gateway.toolNames())
                    .containsAll(Set.of("one__fresh", "two__fresh", "broadcast__fresh")));
        }
    }

    @Test
    void servers_that_were_asked_together_are_not_asked_together_again() {
        Set<Long> delays = IntStream.range(0, 100)
                .mapToObj(i -> Timetable.spread(Duration.ofSeconds(60)).toMillis())
                .collect(Collectors.toSet());

        assertThat(delays).hasSizeGreaterThan(50).allSatisfy(delay -> assertThat(delay)
                .isBetween(48_000L, 60_000L));
    }
}
