package com.datacline.gateway.process;

import static com.datacline.gateway.GatewayUnderTest.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.datacline.gateway.GatewayUnderTest;
import com.datacline.gateway.fixture.Alone;
import com.datacline.gateway.fixture.ScriptedServer;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/** The audit trail on a topic of a real Kafka, which is killed and comes back, as the gateway is. */
@Alone
class AuditStreamIT {
    private static final int CLIENTS = 4;
    private static final int PARTITIONS = 3;

    private static KafkaUnderTest kafka;
    private final ScriptedServer server = ScriptedServer.start();
    private String topic;

    @BeforeAll
    static void open() throws Exception {
        kafka = KafkaUnderTest.start();
    }

    @AfterAll
    static void end() throws Exception {
        kafka.close();
    }

    @BeforeEach
    void start(TestInfo test) throws Exception {
        topic = test.getTestMethod().orElseThrow().getName();
        kafka.open(); // where a test that failed has left it killed
        kafka.create(topic, PARTITIONS);
    }

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void every_record_is_on_the_topic_as_the_line_of_the_journal_and_in_its_order() throws Exception {
        GatewaySetup setup = setup();
        try (GatewayProcess gateway = setup.start()) {
            Load load = Load.on(gateway, "once", CLIENTS, 300).awaitEnd();
            gateway.echo("one", "Grüße, 你好 \\ud83d\\ude00");
            assertThat(load.failed()).isEmpty();
            awaitAll(gateway);

            assertInOrder(values(), setup);
            assertThat(messages()).containsAll(load.answered());
            assertThat(keys()).hasSize(1);
            assertThat(gateway.health().path("status").asText()).isEqualTo("healthy");
            assertThat(gateway.health().at("/kafka/status").asText()).isEqualTo("up");
            assertThat(gateway.health().at("/kafka/lag_bytes").asLong()).isZero();
        }
    }

    @Test
    void a_broker_that_dies_and_comes_back_costs_no_record_and_holds_up_no_call() throws Exception {
        GatewaySetup setup = setup();
        List<String> answered = new ArrayList<>();
        try (GatewayProcess gateway = setup.start();
                Load load = Load.on(gateway, "through", CLIENTS, Integer.MAX_VALUE)) {
            eventually("records arrive", () -> load.answered().size() > 200);
            kafka.kill();
            int before = load.answered().size();
            long slowest = 0;
            while (!kafkaIs("down", gateway)) {
                long begin = System.nanoTime();
                assertThat(gateway.echo("one", "probe-" + begin).statusCode()).isEqualTo(200);
                slowest = Math.max(slowest, System.nanoTime() - begin);
                Thread.sleep(50);
            }
            assertThat(Duration.ofNanos(slowest)).isLessThan(Duration.ofSeconds(2));
            JsonNode health = gateway.health();
            assertThat(health.path("status").asText()).isEqualTo("degraded");
            assertThat(health.path("database_status").asText()).isEqualTo("up");
            assertThat(health.at("/kafka/problem").asText()).contains("wait in the journal");
            assertThat(health.at("/kafka/since").asText()).startsWith("20");
            assertThat(health.at("/kafka/lag_bytes").asLong()).isPositive();
            assertThat(load.answered().size()).isGreaterThan(before + 100);

            kafka.open();
            eventually("it mends itself", () -> kafkaIs("up", gateway));
            load.close();
            assertThat(load.failed()).isEmpty();
            answered.addAll(load.answered());
            awaitAll(gateway);
            assertThat(gateway.health().path("status").asText()).isEqualTo("healthy");
            assertThat(gateway.output())
                    .containsOnlyOnce("until Kafka takes them")
                    .contains("Kafka takes audit records again");
            System.out.println(
                    "kafka: " + answered.size() + " calls answered while it died and came back, the slowest in "
                            + Duration.ofNanos(slowest).toMillis() + " ms while it was away");
        }
        assertAllAreThere(setup, answered);
    }

    @Test
    void a_gateway_that_is_killed_or_starts_without_the_broker_leaves_nothing_out() throws Exception {
        GatewaySetup setup = setup();
        List<String> answered = new ArrayList<>();
        try (GatewayProcess gateway = setup.start();
                Load load = Load.on(gateway, "killed", CLIENTS, Integer.MAX_VALUE)) {
            eventually("calls are answered", () -> load.answered().size() > 200);
            gateway.kill();
            load.awaitEnd();
            answered.addAll(load.answered());
        }
        kafka.kill();
        try (GatewayProcess gateway = setup.start()) {
            answered.addAll(Load.on(gateway, "early", CLIENTS, 25).awaitEnd().answered());
            eventually("health tells", () -> kafkaIs("down", gateway));
            kafka.open();
            awaitAll(gateway);
        }
        assertAllAreThere(setup, answered);
    }

    private GatewaySetup setup() {
        return GatewayProcess.with()
                .server("one", server.url())
                .set("KAFKA_BROKERS", kafka.brokers())
                // it starts four times; what it does then needs no compiler that thinks long
                .set("JDK_JAVA_OPTIONS", "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC")
                .set("AUDIT_KAFKA_TOPIC", topic);
    }

    /** Each line of the journal is there, nothing else is, and the last copies of all stand as in the journal. */
    private void assertAllAreThere(GatewaySetup setup, List<String> answered) throws IOException {
        List<String> values = values();
        List<String> once = new ArrayList<>(new LinkedHashSet<>(values.reversed())).reversed();
        assertInOrder(once, setup);
        assertThat(messages()).containsAll(answered);
        assertThat(keys()).hasSize(1);
        System.out.println("kafka: " + values.size() + " records on the topic of " + once.size() + " in the journal");
    }

    /** Compares without printing thousands of lines. */
    private static void assertInOrder(List<String> values, GatewaySetup setup) throws IOException {
        List<String> lines = lines(setup);
        for (int i = 0; i < Math.min(lines.size(), values.size()); i++) {
            assertThat(values.get(i)).as("record %d of %d", i, lines.size()).isEqualTo(lines.get(i));
        }
        assertThat(values.size()).as("records").isEqualTo(lines.size());
    }

    /** Waits until the gateway says that Kafka has all there is. */
    private static void awaitAll(GatewayProcess gateway) {
        eventually("Kafka has all", () -> {
            JsonNode told = health(gateway).path("kafka");
            return told.path("status").asText().equals("up")
                    && told.path("lag_bytes").asLong(1) == 0;
        });
    }

    private static boolean kafkaIs(String status, GatewayProcess gateway) {
        return health(gateway).at("/kafka/status").asText().equals(status);
    }

    private static JsonNode health(GatewayProcess gateway) {
        try {
            return gateway.health();
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private List<String> keys() {
        return kafka.records(topic).stream().map(ConsumerRecord::key).distinct().toList();
    }

    private List<String> values() {
        return kafka.records(topic).stream().map(ConsumerRecord::value).toList();
    }

    private List<String> messages() {
        return Journals.messages(kafka.records(topic).stream()
                .map(one -> GatewayUnderTest.json(one.value()))
                .toList());
    }

    /** Returns the lines of the journal but for what a crash has cut. */
    private static List<String> lines(GatewaySetup setup) throws IOException {
        return Files.readAllLines(setup.folder().resolve("audit.json")).stream()
                .filter(line -> line.startsWith("{") && line.endsWith("}"))
                .toList();
    }
}
