package com.datacline.gateway.registry;

import com.datacline.gateway.yaml.Finding;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** What must hold of a credential's block, so that a broken one is never taken for none. */
final class AuthRules {
    private static final List<String> OF_METHODS =
            List.of("location", "name", "format", "prefix", "template", "allowed_hosts");

    /** Headers that say how a request is to be read, where it goes, or in which session it is. */
    private static final Set<String> OF_TRANSPORT = Set.of(
            "host",
            "content-length",
            "content-type",
            "content-encoding",
            "transfer-encoding",
            "te",
            "trailer",
            "connection",
            "keep-alive",
            "proxy-connection",
            "upgrade",
            "expect",
            "accept",
            "accept-encoding",
            "origin",
            "last-event-id");

    private static final Set<String> OF_JSON_RPC = Set.of("jsonrpc", "id", "method", "params", "result", "error");

    private AuthRules() {}

    /** Adds what can be seen before defaults are filled in. */
    static void checkBlock(String at, JsonNode auth, List<Finding> found) {
        if (auth.isObject() && !auth.has("method")) {
            OF_METHODS.stream()
                    .filter(auth::has)
                    .findFirst()
                    .ifPresent(key -> found.add(new Finding(
                            at, "has " + key + " and no method; say which, or method: none without the rest")));
        }
        if (auth.has("template") && !auth.path("format").asText().equals("template")) {
            found.add(new Finding(at + "/template", "needs format: template"));
        }
    }

    static void check(McpServer server, Auth auth, List<Finding> found) {
        String at = "/servers/" + server.name() + "/auth";
        boolean none = auth.method() == Auth.Method.NONE;
        boolean given = auth.credentialRef() != null || auth.credentialValue() != null;
        if (none && given) {
            found.add(
                    new Finding(at, "has a credential, but method is none; name the method or remove the credential"));
        }
        if (auth.oauth() != null) {
            OAuthRules.check(at, auth, auth.oauth(), found);
        } else if (!none && !given) {
            found.add(new Finding(at, "needs credential_ref or credential_value for its method"));
        }
        if (auth.credentialRef() != null && auth.credentialValue() != null) {
            found.add(new Finding(at, "has both credential_ref and credential_value; keep one"));
        }
        checkPlace(at, auth, server.address() instanceof Address.OpenApi, found);
        checkForm(at, auth, found);
        URI url =
                switch (server.address()) {
                    case Address.Http http -> http.url();
                    case Address.OpenApi api -> api.url();
                    case Address.Stdio program -> null;
                    case Address.Routes routes -> null;
                };
        if (url != null && url.getHost() != null && !auth.allows(url.getHost())) {
            found.add(new Finding(at + "/allowed_hosts", "does not name the url's own host " + url.getHost()));
        }
        if (server.address() instanceof Address.OpenApi && url == null && auth.oauth() != null) {
            found.add(new Finding(at, "gets its token for the url; name that too"));
        }
    }

    private static void checkPlace(String at, Auth auth, boolean api, List<Finding> found) {
        String name = auth.name().toLowerCase(Locale.ROOT);
        if (auth.method() == Auth.Method.BASIC && auth.location() != Auth.Location.HEADER) {
            found.add(new Finding(
                    at + "/location",
                    "must be header: basic is a scheme of headers (RFC 7617); use api_key or custom"));
        }
        boolean transport = OF_TRANSPORT.contains(name) || name.startsWith("mcp-");
        if (auth.location() == Auth.Location.HEADER && transport) {
            found.add(new Finding(at + "/name", "is a header that the gateway sets by itself"));
        }
        if (!api && auth.location() == Auth.Location.BODY && OF_JSON_RPC.contains(name)) {
            found.add(new Finding(at + "/name", "is a member of every JSON-RPC message"));
        }
    }

    private static void checkForm(String at, Auth auth, List<Finding> found) {
        if (auth.format() == Auth.Format.TEMPLATE && auth.template().isEmpty()) {
            found.add(new Finding(at + "/format", "template needs the key template with {credential} in it"));
        }
        if (auth.location() == Auth.Location.HEADER) {
            checkText(at + "/prefix", auth.prefix(), found);
            checkText(at + "/template", auth.template(), found);
        }
        Secret value = auth.credentialValue();
        if (value != null && value.value().chars().anyMatch(Character::isISOControl)) {
            found.add(new Finding(at + "/credential_value", "has a line break or another control character in it"));
        }
    }

    private static void checkText(String at, String text, List<Finding> found) {
        if (!text.chars().allMatch(c -> c >= ' ' && c <= '~')) {
            found.add(new Finding(at, "must be one line of ASCII, for it goes into a header"));
        }
    }
}
