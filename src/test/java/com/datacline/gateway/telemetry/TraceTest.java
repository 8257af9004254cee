package com.datacline.gateway.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import com.datacline.gateway.GatewayUnderTest;
import com.datacline.gateway.fixture.Fault;
import com.datacline.gateway.fixture.Received;
import com.datacline.gateway.fixture.RestApi;
import com.datacline.gateway.fixture.ScriptedServer;
import com.datacline.gateway.fixture.ScriptedTool;
import com.fasterxml.jackson.databind.JsonNode;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Span.SpanKind;
import io.opentelemetry.proto.trace.v1.Status.StatusCode;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TraceTest {
    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
    private static final String PARENT = "b7ad6b7169203331";
    private static final String TRACEPARENT = "00-" + TRACE + "-" + PARENT + "-01";

    private static final Path SHOP =
            Path.of("src/test/resources/openapi/shop.yaml").toAbsolutePath();

    private static SpanReceiver receiver;
    private static ScriptedServer a;
    private static ScriptedServer b;
    private static RestApi api;
    private static GatewayUnderTest gateway;

    @BeforeAll
    static void start() throws Exception {
        receiver = SpanReceiver.start();
        a = ScriptedServer.builder()
                .tool(ScriptedTool.named("fail")
                        .answering(ScriptedTool.text("no").put("isError", true)))
                .start();
        b = ScriptedServer.start();
        api = RestApi.start();
        gateway = GatewayUnderTest.with()
                .entry("shop", "type: openapi", "openapi: " + SHOP, "url: " + api.url())
                .server("a", a.url())
                .server("b", b.url(), "protocol: legacy")
                .set("OTEL_EXPORTER_OTLP_ENDPOINT", receiver.url())
                .set("OTEL_BSP_SCHEDULE_DELAY", "50")
                .start();
        gateway.toolNames();
    }

    @AfterAll
    static void stop() {
        gateway.close();
        a.close();
        b.close();
        api.close();
        receiver.close();
    }

    @BeforeEach
    void forget() {
        a.forget();
        b.forget();
        receiver.forget();
    }

    @Test
    void a_broadcast_is_one_span_with_one_for_each_leg_in_the_trace_of_the_client() {
        modern(
                "broadcast__echo",
                "{\"arguments\":{\"message\":\"secret-argument\"}}",
                "\"traceparent\":\"" + TRACEPARENT + "\",\"tracestate\":\"v=1\"");

        List<Span> spans = await(TRACE, 3);
        Span journey = spans.stream()
                .filter(span -> span.getKind() == SpanKind.SPAN_KIND_SERVER)
                .findFirst()
                .orElseThrow();
        assertThat(SpanReceiver.hex(journey.getParentSpanId())).isEqualTo(PARENT);
        assertThat(journey.getName()).isEqualTo("tools/call broadcast__echo");
        assertThat(SpanReceiver.attributes(journey))
                .containsEntry("mcp.method.name", "tools/call")
                .containsEntry("gen_ai.operation.name", "execute_tool")
                .containsEntry("gen_ai.tool.name", "broadcast__echo")
                .containsEntry("mcp.protocol.version", "2026-07-28")
                .containsEntry("gateway.outcome", "success");
        List<Span> legs = spans.stream().filter(span -> span != journey).toList();
        assertThat(legs).allSatisfy(leg -> {
            assertThat(leg.getParentSpanId()).isEqualTo(journey.getSpanId());
            assertThat(leg.getKind()).isEqualTo(SpanKind.SPAN_KIND_CLIENT);
            assertThat(leg.getName()).isEqualTo("tools/call echo");
            assertThat(leg.getStartTimeUnixNano()).isGreaterThanOrEqualTo(journey.getStartTimeUnixNano());
            assertThat(leg.getEndTimeUnixNano()).isLessThanOrEqualTo(journey.getEndTimeUnixNano());
        });
        assertThat(of(legs, "gateway.server")).containsExactlyInAnyOrder("a", "b");
        assertThat(of(legs, "server.port"))
                .containsExactlyInAnyOrder(String.valueOf(a.port()), String.valueOf(b.port()));
        for (ScriptedServer server : List.of(a, b)) {
            Received request = server.requests("tools/call").getFirst();
            String heard = request.params().at("/_meta/traceparent").asText();
            String name = server == a ? "a" : "b";
            Span leg = legs.stream()
                    .filter(span ->
                            SpanReceiver.attributes(span).get("gateway.server").equals(name))
                    .findFirst()
                    .orElseThrow();
            assertThat(heard).isEqualTo("00-" + TRACE + "-" + SpanReceiver.hex(leg.getSpanId()) + "-01");
            assertThat(request.header("traceparent")).contains(heard);
            assertThat(request.header("tracestate")).contains("v=1");
            assertThat(request.params().at("/_meta/tracestate").asText()).isEqualTo("v=1");
        }
        assertThat(spans.toString()).doesNotContain("secret-argument");
        assertThat(receiver.services()).contains("secure-mcp-gateway");
        JsonNode whole = gateway.journal().stream()
                .filter(record -> record.path("action").asText().equals("invoke_tool_broadcast"))
                .findFirst()
                .orElseThrow();
        assertThat(gateway.journal())
                .filteredOn(record -> record.path("request_id").equals(whole.path("request_id")))
                .hasSize(3)
                .allSatisfy(
                        record -> assertThat(record.path("trace_id").asText()).isEqualTo(TRACE));
    }

    @Test
    void the_header_does_where_the_message_says_nothing_and_the_message_goes_before_it() {
        String other = "1af7651916cd43dd8448eb211c80319c";
        rest("a", "echo", "00-" + other + "-" + PARENT + "-01");

        List<Span> spans = await(other, 2);
        assertThat(spans).extracting(Span::getName).containsOnly("tools/call echo");
        assertThat(of(spans, "gateway.era")).containsOnly("rest");
        modernWithHeader("a__echo", "\"traceparent\":\"" + TRACEPARENT + "\"", "00-" + other + "-" + PARENT + "-01");
        assertThat(await(TRACE, 2)).hasSize(2);
    }

    @Test
    void what_is_no_traceparent_begins_a_trace() {
        modern("a__echo", "{\"message\":\"x\"}", "\"traceparent\":\"00-1-2-01\"");

        GatewayUnderTest.eventually("two spans", () -> receiver.spans().size() == 2);
        Set<String> traces = receiver.spans().stream()
                .map(span -> SpanReceiver.hex(span.getTraceId()))
                .collect(Collectors.toSet());
        assertThat(traces).hasSize(1).doesNotContain(TRACE);
        assertThat(a.requests("tools/call")
                        .getFirst()
                        .params()
                        .at("/_meta/traceparent")
                        .asText())
                .startsWith("00-" + traces.iterator().next());
    }

    @Test
    void what_the_client_does_not_sample_is_not_sent() {
        modern("a__echo", "{\"message\":\"x\"}", "\"traceparent\":\"00-" + TRACE + "-" + PARENT + "-00\"");
        rest("a", "echo", "00-2af7651916cd43dd8448eb211c80319c-" + PARENT + "-01");

        await("2af7651916cd43dd8448eb211c80319c", 2);
        assertThat(receiver.spans(TRACE)).isEmpty();
        assertThat(a.requests("tools/call")
                        .getFirst()
                        .params()
                        .at("/_meta/traceparent")
                        .asText())
                .startsWith("00-" + TRACE)
                .endsWith("-00");
    }

    @Test
    void a_rest_api_hears_of_the_trace_by_the_header() {
        modern("shop__items_get", "{\"id\":\"1\"}", "\"traceparent\":\"" + TRACEPARENT + "\"");

        Span leg = await(TRACE, 2).stream()
                .filter(span -> span.getKind() == SpanKind.SPAN_KIND_CLIENT)
                .findFirst()
                .orElseThrow();
        assertThat(api.asked().getLast().header("traceparent"))
                .isEqualTo("00-" + TRACE + "-" + SpanReceiver.hex(leg.getSpanId()) + "-01");
    }

    @Test
    void a_call_that_was_tried_again_says_how_often_and_no_other_does() {
        a.failingOnce("tools/call", Fault.status(503));
        modern("a__echo", "{\"message\":\"x\"}", "\"traceparent\":\"" + TRACEPARENT + "\"");
        String other = "3af7651916cd43dd8448eb211c80319c";
        rest("a", "echo", "00-" + other + "-" + PARENT + "-01");

        List<Span> again = await(TRACE, 2);
        Span leg = again.stream()
                .filter(span -> span.getKind() == SpanKind.SPAN_KIND_CLIENT)
                .findFirst()
                .orElseThrow();
        assertThat(again).hasSize(2);
        assertThat(SpanReceiver.attributes(leg))
                .containsEntry("gateway.attempts", "2")
                .containsEntry("gateway.outcome", "success");
        assertThat(a.requests("tools/call").subList(0, 2))
                .extracting(request -> request.params().at("/_meta/traceparent").asText())
                .containsOnly("00-" + TRACE + "-" + SpanReceiver.hex(leg.getSpanId()) + "-01");
        assertThat(await(other, 2))
                .allSatisfy(span -> assertThat(SpanReceiver.attributes(span)).doesNotContainKey("gateway.attempts"));
    }

    @Test
    void a_failure_says_its_kind_and_no_more() {
        modern("a__fail", "{}", "\"traceparent\":\"" + TRACEPARENT + "\"");

        List<Span> failed = await(TRACE, 2);
        assertThat(of(failed, "error.type")).containsOnly("tool_error");
        assertThat(failed).allSatisfy(span -> {
            assertThat(span.getStatus().getCode()).isEqualTo(StatusCode.STATUS_CODE_ERROR);
            assertThat(span.getStatus().getMessage()).isEmpty();
        });
        receiver.forget();
        modern("nope", "{}", "\"traceparent\":\"" + TRACEPARENT + "\"");
        assertThat(of(await(TRACE, 1), "error.type")).containsOnly("unknown_tool");
    }

    @Test
    void a_list_is_a_span_and_what_the_gateway_asks_for_itself_is_none() {
        gateway.toolNames();
        gateway.get("/health");

        GatewayUnderTest.eventually("one span", () -> receiver.spans().size() == 1);
        assertThat(receiver.spans().getFirst().getName()).isEqualTo("tools/list");
        assertThat(receiver.spans().getFirst().getKind()).isEqualTo(SpanKind.SPAN_KIND_SERVER);
    }

    private static List<String> of(List<Span> spans, String attribute) {
        return spans.stream()
                .map(span -> SpanReceiver.attributes(span).get(attribute))
                .toList();
    }

    private static List<Span> await(String trace, int spans) {
        GatewayUnderTest.eventually(
                spans + " spans of " + trace, () -> receiver.spans(trace).size() >= spans);
        return receiver.spans(trace);
    }

    private static JsonNode modern(String tool, String arguments, String meta) {
        return modernWithHeader(tool, arguments, meta, null);
    }

    private static JsonNode modernWithHeader(String tool, String meta, String header) {
        return modernWithHeader(tool, "{\"message\":\"x\"}", meta, header);
    }

    private static JsonNode modernWithHeader(String tool, String arguments, String meta, String header) {
        String body = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\"" + tool
                + "\",\"arguments\":" + arguments + ",\"_meta\":{" + meta
                + ",\"io.modelcontextprotocol/protocolVersion\":\"2026-07-28\""
                + ",\"io.modelcontextprotocol/clientCapabilities\":{}}}}";
        java.util.List<String> headers = new java.util.ArrayList<>(List.of(
                "Content-Type", "application/json",
                "Accept", "application/json, text/event-stream",
                "MCP-Protocol-Version", "2026-07-28",
                "Mcp-Method", "tools/call",
                "Mcp-Name", tool));
        if (header != null) {
            headers.addAll(List.of("traceparent", header));
        }
        return GatewayUnderTest.json(gateway.send("POST", "/mcp", body, headers.toArray(String[]::new))
                .body());
    }

    private static void rest(String server, String tool, String traceparent) {
        assertThat(gateway.send(
                                "POST",
                                "/mcp/invoke?mcp_server=" + server,
                                "{\"tool_name\":\"" + tool + "\",\"parameters\":{\"message\":\"x\"}}",
                                "Content-Type",
                                "application/json",
                                "traceparent",
                                traceparent)
                        .statusCode())
                .isEqualTo(200);
    }
}
