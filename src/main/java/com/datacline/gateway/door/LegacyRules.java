package com.datacline.gateway.door;

import com.datacline.gateway.call.Failure;
import com.datacline.gateway.call.FailureCode;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What a legacy request must satisfy before its method is looked at. */
final class LegacyRules {
    private LegacyRules() {}

    /** A version header that is absent means 2025-03-26 (2025-11-25, transports, protocol version header). */
    static @Nullable Failure check(WireHeaders headers) {
        String version = headers.version();
        boolean known = version == null || Protocol.LEGACY.contains(version) || version.equals("2024-11-05");
        return known
                ? null
                : new Failure(
                        FailureCode.INVALID_REQUEST,
                        "MCP-Protocol-Version " + version + " is not supported; supported are " + Protocol.LEGACY
                                + " and " + Protocol.MODERN);
    }

    /** A session that is not known, or not the caller's, is 404 (2025-11-25, transports, session management). */
    static Failure unknownSession() {
        return new Failure(
                FailureCode.UNKNOWN_SESSION, "Session not found: it has ended, or is not yours; initialize a new one");
    }

    /** Where sessions are shared and cannot be looked up, nobody knows whose one is; clients without a session go on. */
    static Failure unavailable() {
        return new Failure(
                FailureCode.SESSIONS_UNAVAILABLE,
                "sessions cannot be looked up right now; try again, or call without a session (2026-07-28)",
                null,
                Duration.ofSeconds(1));
    }

    /** A client may do without a session, but not for what only a session can remember. */
    static Object withoutSession(String method, Object request) {
        return switch (method) {
            case "logging/setLevel", "resources/subscribe", "resources/unsubscribe" ->
                new Failure(
                        FailureCode.INVALID_REQUEST,
                        method + " needs a session: send initialize, then the Mcp-Session-Id it answers with");
            default -> request;
        };
    }
}
