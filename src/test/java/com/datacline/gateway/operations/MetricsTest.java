package com.datacline.gateway.operations;

import static org.assertj.core.api.Assertions.assertThat;

import com.datacline.gateway.GatewayUnderTest;
import com.datacline.gateway.fixture.Fault;
import com.datacline.gateway.fixture.ScriptedServer;
import com.datacline.gateway.fixture.ScriptedTool;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class MetricsTest {

    @Test
    void calls_are_timed_by_server_tool_outcome_and_era() {
        try (ScriptedServer server = ScriptedServer.start();
                GatewayUnderTest gateway =
                        GatewayUnderTest.with().server("a", server.url()).start()) {
            gateway.toolNames();
            gateway.call("a__echo", "{\"message\":\"x\"}");
            gateway.post("/mcp/invoke?mcp_server=a", "{\"tool_name\":\"echo\",\"parameters\":{\"message\":\"x\"}}");

            GatewayUnderTest.eventually(
                    "both are timed",
                    () -> timed(gateway, "a", "echo", "success", "legacy") == 1
                            && timed(gateway, "a", "echo", "success", "rest") == 1);
        }
    }

    @Test
    void names_that_callers_make_up_are_no_labels() {
        try (ScriptedServer server = ScriptedServer.start();
                GatewayUnderTest gateway =
                        GatewayUnderTest.with().server("a", server.url()).start()) {
            gateway.toolNames();
            for (int i = 0; i < 20; i++) {
                gateway.call("a__made-up-" + i, "{}");
                gateway.call("made-up-" + i, "{}");
                gateway.post("/mcp/invoke?mcp_server=a", "{\"tool_name\":\"made-up-" + i + "\"}");
                gateway.post("/mcp/invoke?mcp_server=made-up-" + i, "{\"tool_name\":\"echo\"}");
                gateway.get("/mcp/list-tools?mcp_server=made-up-" + i);
                gateway.mcp("tools/list", GatewayUnderTest.json("{\"server\":\"made-up-" + i + "\"}"));
                gateway.post("/tools/made-up-" + i + "/invoke", "{}");
            }

            GatewayUnderTest.eventually("all are counted", () -> counted(gateway) >= 100);
            assertThat(labels(gateway, "server")).isSubsetOf("a", "-", "other");
            assertThat(labels(gateway, "tool")).isSubsetOf("echo", "sleep", "-", "other");
        }
    }

    @Test
    void beyond_the_limit_tools_share_one_series() {
        ScriptedServer.Builder builder = ScriptedServer.builder();
        for (int i = 0; i < 5; i++) {
            builder.tool(ScriptedTool.named("t" + i));
        }
        try (ScriptedServer server = builder.start();
                GatewayUnderTest gateway = GatewayUnderTest.with()
                        .server("a", server.url())
                        .set("gateway.metrics.most-tools", "2")
                        .start()) {
            gateway.toolNames();
            for (int i = 0; i < 5; i++) {
                gateway.call("a__t" + i, "{}");
            }

            GatewayUnderTest.eventually("all are counted", () -> counted(gateway) >= 6);
            Set<String> tools = labels(gateway, "tool");
            assertThat(tools).contains("other", "-").hasSize(4);
        }
    }

    @Test
    void series_of_servers_and_tools_that_are_gone_go_and_come_back_with_them() throws IOException {
        try (ScriptedServer a = ScriptedServer.builder()
                        .tool(ScriptedTool.named("extra"))
                        .start();
                ScriptedServer b = ScriptedServer.start();
                GatewayUnderTest gateway = GatewayUnderTest.with()
                        .server("a", a.url())
                        .server("b", b.url())
                        .set("gateway.catalogue.refresh", "1s")
                        .set("gateway.routes.watch", "100ms")
                        .start()) {
            gateway.toolNames();
            gateway.call("a__extra", "{}");
            gateway.call("a__echo", "{\"message\":\"x\"}");
            gateway.call("b__echo", "{\"message\":\"x\"}");
            GatewayUnderTest.eventually("all are counted", () -> counted(gateway) >= 4);

            a.remove("extra");
            GatewayUnderTest.eventually(
                    "the tool's series go", () -> !labels(gateway, "tool").contains("extra"));
            assertThat(labels(gateway, "tool")).contains("echo");

            Path file = gateway.folder().resolve("mcp_servers.yaml");
            String both = Files.readString(file);
            Files.writeString(file, both.substring(0, both.indexOf("  b:")));
            GatewayUnderTest.eventually(
                    "the server's series go", () -> !labels(gateway, "server").contains("b"));

            Files.writeString(file, both);
            GatewayUnderTest.eventually("it is back", () -> gateway.toolNames().contains("b__echo"));
            gateway.call("b__echo", "{\"message\":\"x\"}");
            GatewayUnderTest.eventually("it counts anew", () -> timed(gateway, "b", "echo", "success", "legacy") == 1);
        }
    }

    @Test
    void attempts_after_the_first_are_counted_by_server_and_go_with_it() throws IOException {
        try (ScriptedServer a = ScriptedServer.start();
                ScriptedServer b = ScriptedServer.start();
                GatewayUnderTest gateway = GatewayUnderTest.with()
                        .server("a", a.url(), "retry: {backoff: 0.01}")
                        .server("b", b.url())
                        .set("gateway.routes.watch", "100ms")
                        .start()) {
            gateway.toolNames();
            a.failingOnce("tools/call", Fault.status(503));
            a.failingOnce("tools/call", Fault.status(503));
            gateway.call("a__echo", "{\"message\":\"x\"}");
            gateway.call("a__echo", "{\"message\":\"x\"}");
            gateway.call("b__echo", "{\"message\":\"x\"}");
            GatewayUnderTest.eventually(
                    "all are counted", () -> retries(gateway).equals(Map.of("a", 2.0, "b", 0.0)));

            Path file = gateway.folder().resolve("mcp_servers.yaml");
            Files.writeString(file, Files.readString(file).replaceAll("(?s)  a:.*  b:", "  b:"));
            GatewayUnderTest.eventually(
                    "the series of a goes", () -> retries(gateway).equals(Map.of("b", 0.0)));
        }
    }

    private static Map<String, Double> retries(GatewayUnderTest gateway) {
        return gateway.bean(MeterRegistry.class).find("gateway.retries").counters().stream()
                .collect(Collectors.toMap(counter -> counter.getId().getTag("server"), counter -> counter.count()));
    }

    @Test
    void the_reference_lists_every_meter_with_its_labels_and_no_other() throws IOException {
        try (ScriptedServer a = ScriptedServer.start();
                ScriptedServer b = ScriptedServer.start();
                GatewayUnderTest gateway = GatewayUnderTest.with()
                        .server("a", a.url())
                        .server("b", b.url())
                        .start()) {
            gateway.toolNames();
            gateway.call("broadcast__echo", "{\"arguments\":{\"message\":\"x\"}}");
            gateway.send("POST", "/mcp", "{}", "Origin", "http://evil.example");
            GatewayUnderTest.eventually("all are counted", () -> counted(gateway) >= 5);

            Map<String, Set<String>> exposed = new TreeMap<>();
            for (Meter meter : gateway.bean(MeterRegistry.class).getMeters()) {
                if (meter.getId().getName().startsWith("gateway")) {
                    Set<String> keys = meter.getId().getTags().stream()
                            .map(tag -> tag.getKey())
                            .collect(Collectors.toCollection(TreeSet::new));
                    exposed.computeIfAbsent(meter.getId().getName(), name -> new TreeSet<>())
                            .addAll(keys);
                }
            }
            assertThat(described()).isEqualTo(exposed);
        }
    }

    private static Map<String, Set<String>> described() throws IOException {
        Map<String, Set<String>> described = new TreeMap<>();
        Matcher row = Pattern.compile("\\n\\| `(gateway[a-z.]+)` \\|[^|]*\\|([^|]*)\\|")
                .matcher(Files.readString(Path.of("docs/reference/metrics.md")));
        while (row.find()) {
            Set<String> labels = new TreeSet<>();
            Matcher label = Pattern.compile("`([a-z_]+)`").matcher(row.group(2));
            while (label.find()) {
                labels.add(label.group(1));
            }
            described.put(row.group(1), labels);
        }
        return described;
    }

    private static long timed(GatewayUnderTest gateway, String server, String tool, String outcome, String era) {
        Timer timer = gateway.bean(MeterRegistry.class)
                .find("gateway.call.duration")
                .tags("server", server, "tool", tool, "outcome", outcome, "era", era)
                .timer();
        return timer == null ? 0 : timer.count();
    }

    private static double counted(GatewayUnderTest gateway) {
        return gateway.bean(MeterRegistry.class).find("gateway.calls").counters().stream()
                .mapToDouble(counter -> counter.count())
                .sum();
    }

    private static Set<String> labels(GatewayUnderTest gateway, String key) {
        Set<String> values = new TreeSet<>();
        for (Meter meter : gateway.bean(MeterRegistry.class).getMeters()) {
            String value = meter.getId().getTag(key);
            if (meter.getId().getName().startsWith("gateway") && value != null) {
                values.add(value);
            }
        }
        return values;
    }
}
