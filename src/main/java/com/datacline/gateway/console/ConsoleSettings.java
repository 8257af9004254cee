package com.datacline.gateway.console;

import com.datacline.gateway.call.Answer;
import com.datacline.gateway.security.AuthProperties;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashSet;
import java.util.Set;

/** Route step {@code settings}: what the page needs to know before anybody is logged in. Nothing of it is a secret. */
public final class ConsoleSettings {
    private static final String OIDC = "/protocol/openid-connect/";

    private final String version;
    private final String role;
    private final AuthProperties auth;
    private final ConsoleProperties properties;

    /** @param role the role of administrators */
    public ConsoleSettings(String version, String role, AuthProperties auth, ConsoleProperties properties) {
        this.version = version;
        this.role = role;
        this.auth = auth;
        this.properties = properties;
    }

    /** Returns whether callers log in, and where: the issuer's endpoints (OpenID Connect) and who the page is there. */
    public Answer settings() {
        ObjectNode settings = JsonNodeFactory.instance.objectNode().put("version", version);
        ObjectNode login = settings.putObject("auth").put("enabled", auth.enabled());
        if (auth.enabled()) {
            Set<String> scopes = new LinkedHashSet<>();
            scopes.add("openid");
            scopes.addAll(auth.requiredScopes());
            login.put("issuer", auth.issuer())
                    .put("authorization_endpoint", auth.issuer() + OIDC + "auth")
                    .put("token_endpoint", auth.issuer() + OIDC + "token")
                    .put("end_session_endpoint", auth.issuer() + OIDC + "logout")
                    .put("client_id", properties.clientId())
                    .put("scope", String.join(" ", scopes))
                    .put("admin_role", role);
        }
        return new Answer(settings);
    }
}
