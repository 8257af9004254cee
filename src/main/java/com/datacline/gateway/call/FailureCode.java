package com.datacline.gateway.call;

import java.util.Locale;

/**
 * Kinds of failure with the HTTP status of the REST surface and the JSON-RPC code of MCP. Codes -32000 to -32019 are an
 * implementation's own (MCP 2026-07-28, basic, error codes).
 */
public enum FailureCode {
    INVALID_REQUEST(400, -32600),
    INVALID_JSON(400, -32700),
    INVALID_ARGUMENTS(422, -32602),
    UNKNOWN_METHOD(404, -32601),
    UNKNOWN_TOOL(404, -32602),
    UNKNOWN_PROMPT(404, -32602),
    UNKNOWN_RESOURCE(404, -32602),
    AMBIGUOUS_RESOURCE(409, -32602),
    UNKNOWN_TASK(404, -32602),
    UNKNOWN_SERVER(404, -32602),
    NO_SERVERS(404, -32602),
    SERVER_DISABLED(409, -32602),
    DENIED(403, -32003),
    /** A limit of the policy is reached; the failure says when to try again. */
    RATE_LIMITED(429, -32015),
    /** A tool whose description has changed since it was approved. */
    TOOL_QUARANTINED(403, -32016),
    HEADER_MISMATCH(400, -32020),
    UNSUPPORTED_VERSION(400, -32022),
    TOO_LARGE(413, -32600),
    CREDENTIAL_UNAVAILABLE(502, -32010),
    UPSTREAM_ERROR(502, -32010),
    UPSTREAM_UNREACHABLE(502, -32010),
    UPSTREAM_TIMEOUT(504, -32001),
    /** The server has kept failing and is not asked for a while; the failure says when it may be asked again. */
    CIRCUIT_OPEN(503, -32017),
    /** The server has as many calls as it may have at once; the failure says when to try again. */
    SERVER_BUSY(503, -32018),
    CANCELLED(499, -32011),
    /** The client is gone, cannot be asked, or did not answer what a server asked of it. */
    CLIENT_UNAVAILABLE(502, -32014),
    /** A call that waited for its client's input in vain, or a request state that is not (or no longer) known. */
    INPUT_EXPIRED(410, -32602),
    UNKNOWN_SESSION(404, -32001),
    TOO_MANY_SESSIONS(503, -32013),
    /** Where nodes share their sessions, that place cannot be reached. */
    SESSIONS_UNAVAILABLE(503, -32019),
    MISSING_CAPABILITY(400, -32021),
    AUDIT_UNAVAILABLE(503, -32012),
    INTERNAL(500, -32603);

    private final int status;
    private final int rpcCode;

    FailureCode(int status, int rpcCode) {
        this.status = status;
        this.rpcCode = rpcCode;
    }

    /** Returns the HTTP status on the REST surface. */
    public int status() {
        return status;
    }

    /** Returns the JSON-RPC error code. */
    public int rpcCode() {
        return rpcCode;
    }

    /** Tells whether the call was well-formed and allowed, and failed on its way to or at the server. */
    public boolean ofServer() {
        return switch (this) {
            case CREDENTIAL_UNAVAILABLE,
                    UPSTREAM_ERROR,
                    UPSTREAM_UNREACHABLE,
                    UPSTREAM_TIMEOUT,
                    CIRCUIT_OPEN,
                    SERVER_BUSY,
                    CANCELLED,
                    CLIENT_UNAVAILABLE -> true;
            default -> false;
        };
    }

    /** Returns the name on the wire and in audit records, such as {@code unknown_tool}. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
