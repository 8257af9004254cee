package com.datacline.gateway.audit;

import static com.datacline.gateway.GatewayUnderTest.json;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.OffsetDateTime;
import org.junit.jupiter.api.Test;

class AuditRowTest {

    @Test
    void a_record_becomes_a_row_with_its_place_in_the_journal() {
        var row = AuditRow.of(json("""
                {"id": "i", "request_id": "r", "timestamp": "2026-11-24T10:00:00.000001Z", "user": "ana",
                 "mcp_server": "notion", "parameters": {"q": 1}, "duration_ms": 12, "response_status": 200}
                """), "journal", 42);
        assertThat(row)
                .containsEntry("id", "i")
                .containsEntry("user_name", "ana")
                .containsEntry("mcp_server", "notion")
                .containsEntry("parameters", "{\"q\":1}")
                .containsEntry("execution_time", 12L)
                .containsEntry("timestamp", OffsetDateTime.parse("2026-11-24T10:00:00.000001Z"))
                .containsEntry("journal_position", 42L)
                .containsEntry("parent_id", null);
    }

    @Test
    void what_a_database_does_not_take_does_not_hold_the_others_back() {
        var row = AuditRow.of(
                json("{\"id\": \"" + "x".repeat(100) + "\", \"user\": \"a\\u0000b\\ud800\", \"timestamp\": \"soon\"}"),
                "journal",
                1);
        assertThat((String) row.get("id")).hasSize(64);
        assertThat(row).containsEntry("user_name", "ab?");
        assertThat(row).containsEntry("timestamp", OffsetDateTime.parse("1970-01-01T00:00:00Z"));
    }

    @Test
    void a_text_is_never_cut_in_the_middle_of_a_character() {
        var row = AuditRow.of(json("{\"id\": \"" + "x".repeat(63) + "🙂\"}"), "journal", 1);
        assertThat((String) row.get("id")).isEqualTo("x".repeat(63));
    }
}
