package com.datacline.gateway.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RefusalBudgetTest {
    private final List<RefusedLogin> records = new ArrayList<>();
    private final AtomicLong now = new AtomicLong();
    private final RefusalBudget budget = new RefusalBudget(records::add, 3, now::get);

    @Test
    void refusals_beyond_the_budget_become_one_record_that_counts_them() {
        for (int i = 0; i < 3; i++) {
            assertThat(refuse("192.0.2.1")).isNull();
        }
        for (int i = 0; i < 500; i++) {
            assertThat(refuse("192.0.2.1")).isBetween(Duration.ofSeconds(1), Duration.ofMinutes(1));
        }
        assertThat(records).hasSize(3);

        pass(Duration.ofSeconds(61));
        assertThat(refuse("192.0.2.1")).isNull();

        assertThat(records).hasSize(5);
        assertThat(records.get(3).reason()).startsWith("500 more");
        assertThat(records.get(3).address()).isEqualTo("192.0.2.1");
        assertThat(records.get(4).reason()).isEqualTo("no");
    }

    @Test
    void what_was_not_recorded_is_counted_in_the_end_although_the_address_is_silent() {
        for (int i = 0; i < 10; i++) {
            refuse("192.0.2.1");
        }
        pass(Duration.ofMinutes(3));
        refuse("192.0.2.9");

        assertThat(records).anySatisfy(record -> assertThat(record.reason()).startsWith("7 more"));
    }

    @Test
    void what_was_not_recorded_is_counted_before_the_gateway_ends_and_nothing_after() {
        for (int i = 0; i < 10; i++) {
            refuse("192.0.2.1");
        }
        budget.close();
        pass(Duration.ofMinutes(3));

        assertThat(records).hasSize(4);
        assertThat(records.getLast().reason()).startsWith("7 more");
    }

    @Test
    void one_address_does_not_spend_the_budget_of_another() {
        for (int i = 0; i < 10; i++) {
            refuse("192.0.2.1");
        }
        assertThat(refuse("192.0.2.2")).isNull();
        assertThat(records).hasSize(4);
    }

    @Test
    void very_many_addresses_together_have_a_budget_too() {
        for (int i = 0; i < 20_000; i++) {
            assertThat(refuse("10." + (i >> 16) + "." + (i >> 8 & 255) + "." + (i & 255)))
                    .isNull();
        }
        assertThat(records.stream().filter(record -> record.reason().equals("no")))
                .hasSize(150);
    }

    @ParameterizedTest
    @CsvSource({
        "192.0.2.1, 192.0.2.1",
        "2001:db8:1:2:3:4:5:6, 2001:db8:1:2:0:0:0:0/64",
        "2001:db8:1:2::9, 2001:db8:1:2:0:0:0:0/64",
        "::ffff:192.0.2.1, 192.0.2.1",
        "fe80::1, fe80:0:0:0:0:0:0:0/64",
        "not:an:address, unreadable",
        "evil.example, evil.example"
    })
    void an_ipv6_client_is_its_network(String address, String told) {
        assertThat(ClientAddress.of(address)).isEqualTo(told);
    }

    private Duration refuse(String address) {
        return budget.note(new RefusedLogin("POST", "/mcp", address, 401, "unauthenticated", "no", "unknown"));
    }

    private void pass(Duration time) {
        now.addAndGet(TimeUnit.MILLISECONDS.toNanos(time.toMillis()));
    }
}
