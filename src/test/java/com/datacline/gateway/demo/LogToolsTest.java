package com.datacline.gateway.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LogToolsTest {

    static final Instant NOW = Instant.parse("2026-11-05T10:12:13Z");

    @Test
    void every_hour_an_event_timeout_is_followed_by_a_campaign_failure_within_ten_seconds() {
        JsonNode timeout = search(EventLogs.all(), "{\"query\":\"event service timeout\",\"level\":\"error\"}");
        JsonNode failure = search(CampaignLogs.us(), "{\"query\":\"campaign AND failure\",\"time_range\":\"1h\"}");

        assertEquals(1, timeout.path("hits").asInt());
        assertEquals(1, failure.path("hits").asInt());
        assertEquals(
                "2026-11-05T09:29:50Z",
                timeout.path("logs").path(0).path("timestamp").asText());
        assertEquals(
                "2026-11-05T09:30:00Z",
                failure.path("logs").path(0).path("timestamp").asText());
    }

    @Test
    void hits_counts_all_while_limit_bounds_the_lines_newest_first() {
        JsonNode found = search(CampaignLogs.eu(), "{\"query\":\"*\",\"time_range\":\"1d\",\"limit\":5}");

        assertEquals(24 * 42, found.path("hits").asInt());
        List<String> times = found.path("logs").findValuesAsText("timestamp");
        assertEquals(5, times.size());
        assertEquals(times.stream().sorted().toList().reversed(), times);
    }

    @Test
    void a_time_range_excludes_what_is_older() {
        JsonNode found = search(EventLogs.all(), "{\"query\":\"info OR error\",\"time_range\":\"15m\",\"limit\":100}");

        assertTrue(found.path("hits").asInt() > 0);
        for (JsonNode line : found.path("logs")) {
            Instant at = Instant.parse(line.path("timestamp").asText());
            assertFalse(at.isBefore(NOW.minus(Duration.ofMinutes(15))) || at.isAfter(NOW));
        }
    }

    @Test
    void two_starts_show_the_same_logs_and_two_regions_different_ones() {
        String all = "{\"query\":\"*\",\"limit\":100}";

        assertEquals(search(CampaignLogs.us(), all), search(CampaignLogs.us(), all));
        assertFalse(search(CampaignLogs.us(), all).equals(search(CampaignLogs.eu(), all)));
    }

    @Test
    void counts_by_level_add_up_to_what_matched() {
        JsonNode result = call(
                        EventLogs.all(),
                        "query_data",
                        "{\"index\":\"service-logs\",\"filter\":{\"service\":\"event-service\"},\"count_by\":\"level\"}")
                .path("structuredContent");

        int sum = 0;
        for (JsonNode group : result.path("groups")) {
            sum += group.path("count").asInt();
        }
        assertTrue(sum > 0);
        assertEquals(sum, result.path("matched").asInt());
        assertEquals(List.of("debug", "error", "info"), result.path("groups").findValuesAsText("value"));
    }

    @Test
    void indices_are_described_with_their_span() {
        JsonNode result = call(CampaignLogs.us(), "get_indices", "{}").path("structuredContent");

        assertEquals("elk-campaign-us", result.path("cluster").asText());
        assertEquals(
                List.of("ad-performance", "marketing-campaigns"),
                result.path("indices").findValuesAsText("name"));
        assertTrue(result.path("indices").path(0).path("documents").asInt() > 100);
    }

    @Test
    void the_text_block_says_the_same_as_the_structure() {
        JsonNode result = call(CampaignLogs.us(), "search_logs", "{\"query\":\"failure\"}");

        assertEquals(
                result.path("structuredContent"),
                Json.literal(result.path("content").path(0).path("text").asText()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "search_logs | {} | query is required",
                "search_logs | {'query':7} | query must be a string, was 7",
                "search_logs | {'query':'x','limit':0} | limit must be a whole number from 1 to 100, was 0",
                "search_logs | {'query':'x','level':'loud'} | level must be one of debug, info, warn, error, was \"loud\"",
                "search_logs | {'query':'x','time_range':'soon'} | time_range must be a number with s, m, h or d, like \"15m\" or \"1h\", was \"soon\"",
                "search_logs | {'query':'x','timeframe':'1h'} | unknown argument \"timeframe\", known are [query, time_range, level, limit]",
                "get_indices | {'all':true} | unknown argument \"all\", known are []",
                "query_data  | {'index':'x'} | unknown index \"x\", elk-events has service-logs, user-events",
                "query_data  | {'index':'user-events','filter':{'level':1}} | filter.level must be a string, was 1",
                "query_data  | {'index':'user-events','filter':'all'} | filter must be an object, was \"all\"",
                "query_data  | {'index':'user-events','count_by':'moon'} | count_by must be one of level, service, was \"moon\""
            })
    void a_wrong_argument_is_a_result_that_says_what_to_mend(String tool, String arguments, String says) {
        JsonNode result = call(EventLogs.all(), tool, arguments.replace('\'', '"'));

        assertTrue(result.path("isError").asBoolean());
        assertEquals(says, result.path("content").path(0).path("text").asText());
        assertFalse(result.has("structuredContent"));
    }

    @Test
    void all_faults_are_told_at_once() {
        JsonNode result = call(EventLogs.all(), "search_logs", "{\"limit\":\"many\",\"colour\":1}");

        assertEquals(
                "query is required; limit must be a whole number from 1 to 100, was \"many\"; "
                        + "unknown argument \"colour\", known are [query, time_range, level, limit]",
                result.path("content").path(0).path("text").asText());
    }

    private static JsonNode search(LogCluster cluster, String arguments) {
        return call(cluster, "search_logs", arguments).path("structuredContent");
    }

    private static ObjectNode call(LogCluster cluster, String tool, String arguments) {
        DemoTools tools = new DemoTools(DemoTools.of(cluster).tools(), InstantSource.fixed(NOW));
        return tools.call(tools.named(tool).orElseThrow(), Json.literal(arguments));
    }
}
