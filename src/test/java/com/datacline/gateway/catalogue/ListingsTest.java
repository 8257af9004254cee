package com.datacline.gateway.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.datacline.gateway.call.Action;
import com.datacline.gateway.call.Answer;
import com.datacline.gateway.call.CallFailed;
import com.datacline.gateway.call.Listing;
import com.datacline.gateway.call.Place;
import com.datacline.gateway.policy.Policies;
import com.datacline.gateway.policy.Policy;
import com.datacline.gateway.registry.Pinning;
import com.datacline.gateway.registry.Registry;
import com.datacline.gateway.security.Caller;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.util.unit.DataSize;

class ListingsTest {

    @ParameterizedTest
    @EnumSource(
            value = Action.class,
            names = {"LIST_TOOLS", "LIST_RESOURCES", "LIST_RESOURCE_TEMPLATES", "LIST_PROMPTS"})
    void nobody_sees_nothing_of_any_list(Action list) {
        Policy policy = Policies.open();

        assertThat(listings(3)
                        .page(policy.visible(listing(list, 5, null), null))
                        .result()
                        .path(list.items()))
                .hasToString("[]");
        assertThat(policy.visible(listing(list, 5, null), Caller.ANONYMOUS).entries())
                .hasSize(5);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5, 7, 8, 0})
    void pages_lose_nothing_and_double_nothing(int size) {
        List<Integer> seen = new ArrayList<>();
        String cursor = null;
        do {
            Answer page = listings(size).page(listing(Action.LIST_RESOURCES, 7, cursor));
            page.result()
                    .path("resources")
                    .forEach(item -> seen.add(item.path("n").asInt()));
            JsonNode next = page.result().get("nextCursor");
            cursor = next == null ? null : next.asText();
        } while (cursor != null);

        assertThat(seen).containsExactly(0, 1, 2, 3, 4, 5, 6);
    }

    @Test
    void a_cursor_of_another_list_is_refused() {
        String cursor = listings(2)
                .page(listing(Action.LIST_RESOURCES, 7, null))
                .result()
                .path("nextCursor")
                .asText();

        for (String wrong : new String[] {cursor, "", "x", "MTI", Cursor.at("prompts", 8), Cursor.at("prompts", -1)}) {
            assertThatThrownBy(() -> listings(2).page(listing(Action.LIST_PROMPTS, 7, wrong)))
                    .as(wrong)
                    .isInstanceOf(CallFailed.class);
        }
    }

    private static Listings listings(int pageSize) {
        Snapshot empty = Snapshot.of(new Registry(Map.of()), Map.of());
        return new Listings(
                () -> empty,
                new CatalogueProperties(
                        Duration.ofSeconds(60),
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(10),
                        Duration.ofSeconds(5),
                        "false",
                        "gateway-admin",
                        Path.of("data"),
                        pageSize,
                        DataSize.ofMegabytes(64),
                        200),
                new Quarantine(Pinning.FALSE, Path.of("target/no-pins"), event -> {}));
    }

    private static Listing listing(Action list, int size, @Nullable String cursor) {
        List<Listing.Entry> entries = IntStream.range(0, size)
                .mapToObj(n -> new Listing.Entry(
                        new Place("s", "i" + n),
                        JsonNodeFactory.instance.objectNode().put("n", n)))
                .toList();
        return new Listing(list, entries, cursor, Duration.ofSeconds(1));
    }
}
