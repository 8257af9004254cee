package com.datacline.gateway.registry;

import com.datacline.gateway.yaml.Finding;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What must hold of a block that has the gateway get its token by itself. */
final class OAuthRules {
    private OAuthRules() {}

    /** Adds the broken rules; {@code at} is the block's JSON pointer. */
    static void check(String at, Auth auth, OAuth oauth, List<Finding> found) {
        if (auth.method() != Auth.Method.OAUTH2) {
            found.add(new Finding(at, "has keys that go with method: oauth2 only"));
            return;
        }
        if (auth.credentialRef() != null || auth.credentialValue() != null) {
            found.add(new Finding(
                    at,
                    "has a grant and a credential; a client's secret is client_secret_ref, a token needs no grant"));
        }
        if (auth.location() != Auth.Location.HEADER) {
            found.add(new Finding(at + "/location", "must be header: tokens of oauth2 go nowhere else"));
        }
        if (oauth.clientId() != null && oauth.issuer() == null) {
            found.add(new Finding(at + "/client_id", "needs issuer, so that the client is shown to nobody else"));
        }
        if (oauth.clientSecretRef() != null && oauth.clientId() == null) {
            found.add(new Finding(at + "/client_secret_ref", "needs client_id"));
        }
        boolean known = oauth.clientId() != null && oauth.clientSecretRef() != null;
        if (oauth.grant() == OAuth.Grant.CLIENT_CREDENTIALS && !known) {
            found.add(new Finding(at + "/grant", "client_credentials needs client_id and client_secret_ref"));
        }
        boolean exchanged = oauth.grant() == OAuth.Grant.TOKEN_EXCHANGE;
        if (exchanged && (!known || oauth.issuer() == null)) {
            found.add(new Finding(at + "/grant", "token_exchange needs issuer, client_id and client_secret_ref"));
        }
        if (!exchanged && oauth.audience() != null) {
            found.add(new Finding(at + "/audience", "goes with grant: token_exchange only"));
        }
        if (auth.format() != Auth.Format.PREFIX || !auth.prefix().equals("Bearer ")) {
            found.add(new Finding(at, "has a format or prefix; tokens of oauth2 are sent as Bearer tokens"));
        }
        checkAddress(at + "/issuer", oauth.issuer(), found);
        checkAddress(at + "/client_metadata_url", oauth.clientMetadataUrl(), found);
    }

    private static void checkAddress(String at, @Nullable String address, List<Finding> found) {
        if (address != null && !safe(address)) {
            found.add(new Finding(at, "must be an https address, or http on this machine"));
        }
    }

    /** Tokens and secrets travel encrypted, or do not leave the machine (OAuth 2.1, section 1.5). */
    private static boolean safe(String address) {
        try {
            URI uri = new URI(address);
            return "https".equals(uri.getScheme()) || Loopback.names(uri.getHost());
        } catch (URISyntaxException e) {
            return false;
        }
    }
}
