package com.datacline.gateway.door;

import com.datacline.gateway.call.WireJson;
import com.datacline.gateway.security.Metadata;
import java.util.Map;

/** Route step {@code write} of the well-known addresses: what clients read before they log in, from any web page too. */
public final class DiscoveryAnswers {
    private static final Map<String, String> HEADERS = Map.of(
            "Content-Type", "application/json",
            "Access-Control-Allow-Origin", "*",
            "Cache-Control", "public, max-age=60");

    /** Returns the document, 503 if it cannot be had now, or 404 if there is none. */
    public HttpAnswer write(Metadata metadata) {
        return switch (metadata) {
            case Metadata.Found found -> new HttpAnswer(200, HEADERS, WireJson.bytes(found.document()));
            case Metadata.Away away -> RestAnswers.problem(503, away.why(), "issuer_unavailable");
            case Metadata.None none -> RestAnswers.problem(404, "callers need no token here", "not_found");
        };
    }
}
