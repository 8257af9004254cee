package com.datacline.gateway.process;

import static com.datacline.gateway.GatewayUnderTest.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.datacline.gateway.GatewayUnderTest;
import com.datacline.gateway.cluster.RedisUnderTest;
import com.datacline.gateway.fixture.Alone;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Three real nodes behind a proxy that gives each request to the next one, with a real Redis and a real PostgreSQL. */
@Alone
class SeveralNodesIT {
    private static final int NODES = 3;

    @Test
    void one_node_after_the_other_is_killed_and_no_session_and_no_record_is_lost() throws Exception {
        try (NodesUnderTest nodes = NodesUnderTest.start(NODES, RedisUnderTest.start())) {
            List<SessionLoad> clients = nodes.clients(4);
            for (int victim = 0; victim < NODES; victim++) {
                NodesUnderTest.awaitMore(clients, 60);
                nodes.node(victim).kill();
                NodesUnderTest.awaitMore(clients, 60);
                nodes.revive(victim);
            }
            NodesUnderTest.awaitMore(clients, 60);
            List<String> answered = new ArrayList<>();
            for (SessionLoad client : clients) {
                client.close();
                answered.addAll(client.answered());
                // what was on its way at the node that died is told to be so, and nothing else fails
                assertThat(client.failed()).allMatch(failure -> failure.contains(": 502"));
                assertThat(client.failed().size()).isLessThanOrEqualTo(NODES);
            }

            List<String> messages = new ArrayList<>();
            List<String> ids = new ArrayList<>();
            for (int i = 0; i < NODES; i++) {
                List<JsonNode> records = nodes.journal(i);
                String name = NodesUnderTest.name(i);
                assertThat(records)
                        .allMatch(record -> record.path("node").asText().equals(name));
                assertThat(Journals.messages(records)).as("calls of " + name).hasSizeGreaterThan(20);
                messages.addAll(Journals.messages(records));
                records.forEach(record -> ids.add(record.path("id").asText()));
            }
            assertThat(messages).doesNotHaveDuplicates().containsAll(answered);
            AuditTable table = nodes.table();
            eventually("SQL has all", () -> Set.copyOf(table.ids()).containsAll(ids));
            assertThat(table.ids()).doesNotHaveDuplicates();
            assertThat(table.messages()).doesNotHaveDuplicates().containsAll(answered);
            JsonNode page = GatewayUnderTest.json(
                    nodes.node(0).send("GET", "/audit?tool=echo&limit=500", "").body());
            Set<String> named = new java.util.HashSet<>();
            page.path("records").forEach(record -> named.add(record.path("node").asText()));
            assertThat(named).isEqualTo(Set.of("node-0", "node-1", "node-2"));
            System.out.println("answered by several nodes: " + answered.size() + ", broken off with a killed node: "
                    + clients.stream()
                            .mapToInt(client -> client.failed().size())
                            .sum());
        }
    }
}
