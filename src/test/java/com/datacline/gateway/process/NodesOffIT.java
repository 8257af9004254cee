package com.datacline.gateway.process;

import static org.assertj.core.api.Assertions.assertThat;

import com.datacline.gateway.fixture.ScriptedServer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** A gateway of one node has nothing of what several need. */
class NodesOffIT {
    @Test
    void without_a_redis_no_class_of_its_client_is_loaded_and_without_a_kafka_no_producer() throws Exception {
        try (ScriptedServer server = ScriptedServer.start()) {
            GatewaySetup setup = GatewayProcess.with().server("one", server.url());
            Path loaded = setup.folder().resolve("classes.txt");
            setup.set("JDK_JAVA_OPTIONS", "-XX:TieredStopAtLevel=1 -Xlog:class+load:file=" + loaded);
            try (GatewayProcess gateway = setup.start()) {
                assertThat(gateway.echo("one", "m").statusCode()).isEqualTo(200);

                assertThat(gateway.health().has("redis")).isFalse();
                assertThat(gateway.health().has("kafka")).isFalse();
                assertThat(gateway.journal()).noneMatch(record -> record.has("node"));
                assertThat(Files.readAllLines(loaded))
                        .anyMatch(line -> line.contains("com.datacline.gateway.upstream.McpProducer"))
                        // Spring looks whether there is Netty or Reactor, which the client of Redis brings along
                        .filteredOn(line -> line.contains("] io.lettuce.")
                                || line.contains("] org.apache.kafka.clients.producer.KafkaProducer")
                                || line.contains("] io.github.bucket4j.redis.")
                                || line.contains("] com.datacline.gateway.redis."))
                        .isEmpty();
            }
        }
    }

    @Test
    void an_address_that_is_none_is_told_at_the_start_without_its_password() throws Exception {
        GatewayProcess gateway = GatewayProcess.with()
                .set("REDIS_URL", "http://:hushhush@127.0.0.1:1")
                .launch();

        assertThat(gateway.awaitEnd(java.time.Duration.ofMinutes(2))).isNotZero();
        assertThat(gateway.output()).contains("REDIS_URL", "redis://").doesNotContain("\tat ", "hushhush");
    }
}
