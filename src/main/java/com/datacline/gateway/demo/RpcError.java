package com.datacline.gateway.demo;

/** The JSON-RPC errors these servers give; -32020 and above are those of revision 2026-07-28. */
enum RpcError {
    PARSE_ERROR(-32700),
    INVALID_REQUEST(-32600),
    UNKNOWN_METHOD(-32601),
    INVALID_PARAMS(-32602),
    INTERNAL_ERROR(-32603),
    BAD_SESSION(-32000),
    SESSION_NOT_FOUND(-32001),
    HEADER_MISMATCH(-32020),
    UNSUPPORTED_VERSION(-32022);

    private final int code;

    RpcError(int code) {
        this.code = code;
    }

    int code() {
        return code;
    }
}
