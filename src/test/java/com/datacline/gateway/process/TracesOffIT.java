package com.datacline.gateway.process;

import static org.assertj.core.api.Assertions.assertThat;

import com.datacline.gateway.GatewayUnderTest;
import com.datacline.gateway.fixture.Alone;
import com.datacline.gateway.fixture.ScriptedServer;
import com.datacline.gateway.telemetry.SpanReceiver;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

@Alone
class TracesOffIT {
    private static final String TRACEPARENT = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

    @Test
    void without_an_exporter_no_class_of_opentelemetry_is_loaded_and_what_the_caller_says_passes() throws Exception {
        try (ScriptedServer server = ScriptedServer.start()) {
            GatewaySetup setup = GatewayProcess.with().server("s", server.url());
            Path loaded = classes(setup);
            try (GatewayProcess gateway = setup.start()) {
                call(gateway);

                assertThat(Files.readAllLines(loaded))
                        .anyMatch(line -> line.contains("com.datacline.gateway.upstream.McpProducer"))
                        // by which Spring Boot finds out at the start whether there is such a library
                        .filteredOn(line -> !line.contains("io.opentelemetry.context.ContextStorage "))
                        .noneMatch(line -> line.contains("] io.opentelemetry.")
                                || line.contains("] com.datacline.gateway.telemetry.Tracing"));
                assertThat(server.requests("tools/call")
                                .getFirst()
                                .params()
                                .at("/_meta/traceparent")
                                .asText())
                        .isEqualTo(TRACEPARENT);
                assertThat(gateway.journal().getLast().path("trace_id").asText())
                        .isEqualTo("0af7651916cd43dd8448eb211c80319c");
            }
        }
    }

    @Test
    void with_one_the_same_look_finds_them() throws Exception {
        try (ScriptedServer server = ScriptedServer.start();
                SpanReceiver receiver = SpanReceiver.start()) {
            GatewaySetup setup = GatewayProcess.with()
                    .server("s", server.url())
                    .set("OTEL_EXPORTER_OTLP_ENDPOINT", receiver.url())
                    .set("OTEL_SERVICE_NAME", "mine")
                    .set("OTEL_BSP_SCHEDULE_DELAY", "50");
            Path loaded = classes(setup);
            try (GatewayProcess gateway = setup.start()) {
                call(gateway);

                assertThat(Files.readString(loaded)).contains("io.opentelemetry.sdk.OpenTelemetrySdk");
                GatewayUnderTest.eventually(
                        "two spans",
                        () -> receiver.spans("0af7651916cd43dd8448eb211c80319c").size() == 2);
                assertThat(receiver.services()).contains("mine");
            }
        }
    }

    @Test
    void an_exporter_that_there_is_not_is_told_at_the_start() throws Exception {
        GatewayProcess gateway =
                GatewayProcess.with().set("OTEL_TRACES_EXPORTER", "zipkin").launch();

        assertThat(gateway.awaitEnd(java.time.Duration.ofMinutes(2))).isNotZero();
        assertThat(gateway.output()).contains("OTEL_", "zipkin").doesNotContain("\tat ");
    }

    private static Path classes(GatewaySetup setup) {
        Path file = setup.folder().resolve("classes.txt");
        setup.set("JDK_JAVA_OPTIONS", "-Xlog:class+load:file=" + file);
        return file;
    }

    private static void call(GatewayProcess gateway) throws IOException, InterruptedException {
        String body = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\"s__echo\","
                + "\"arguments\":{\"message\":\"x\"},\"_meta\":{\"traceparent\":\"" + TRACEPARENT + "\"}}}";
        assertThat(gateway.send("POST", "/mcp", body).body()).contains("result");
    }
}
