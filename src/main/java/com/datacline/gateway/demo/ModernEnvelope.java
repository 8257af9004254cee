package com.datacline.gateway.demo;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;

/** What every request of revision 2026-07-28 must say about itself, in {@code _meta} and again in the headers. */
final class ModernEnvelope {

    private static final Pattern ENCODED = Pattern.compile("=\\?base64\\?(.*)\\?=");

    private ModernEnvelope() {}

    /** The first rule that this request breaks, as the answer to give. */
    static Optional<DemoReply> fault(DemoMessage message) {
        var version = message.meta("protocolVersion");
        if (!version.isTextual()) {
            return missing(message, "protocolVersion");
        }
        var mismatch = mismatch(message, ProtocolVersion.HEADER, version.textValue());
        if (mismatch.isPresent()) {
            return mismatch;
        }
        if (!version.textValue().equals(ProtocolVersion.MODERN)) {
            return unsupported(message, version.textValue());
        }
        if (!message.meta("clientCapabilities").isObject()) {
            return missing(message, "clientCapabilities");
        }
        return mismatch(message, "mcp-method", message.method()).or(() -> wrongName(message));
    }

    private static Optional<DemoReply> wrongName(DemoMessage message) {
        return message.method().equals("tools/call")
                ? mismatch(message, "mcp-name", message.params().path("name").asText())
                : Optional.empty();
    }

    private static Optional<DemoReply> mismatch(DemoMessage message, String header, String expected) {
        var given = message.header(header);
        if (given.map(ModernEnvelope::decoded).filter(expected::equals).isPresent()) {
            return Optional.empty();
        }
        var why = given.map(value -> "header " + header + " is \"" + value + "\", the body says \"" + expected + "\"")
                .orElse("header " + header + " is required");
        return Optional.of(DemoReply.error(400, message.id(), RpcError.HEADER_MISMATCH, why));
    }

    private static Optional<DemoReply> missing(DemoMessage message, String key) {
        return Optional.of(DemoReply.error(
                400, message.id(), RpcError.INVALID_PARAMS, "params._meta needs io.modelcontextprotocol/" + key));
    }

    private static Optional<DemoReply> unsupported(DemoMessage message, String version) {
        var data = Json.object().put("requested", version);
        data.putArray("supported").add(ProtocolVersion.MODERN);
        return Optional.of(DemoReply.error(
                400, message.id(), RpcError.UNSUPPORTED_VERSION, "unsupported protocol version " + version, data));
    }

    /** A value that no header can carry as it is travels as {@code =?base64?...?=}. */
    private static String decoded(String value) {
        var match = ENCODED.matcher(value);
        if (!match.matches()) {
            return value;
        }
        try {
            return new String(Base64.getDecoder().decode(match.group(1)), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return value; // not base64 after all, so it will match nothing
        }
    }
}
