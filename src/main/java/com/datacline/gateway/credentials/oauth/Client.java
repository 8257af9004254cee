package com.datacline.gateway.credentials.oauth;

import com.nimbusds.oauth2.sdk.auth.ClientAuthentication;
import com.nimbusds.oauth2.sdk.auth.ClientAuthenticationMethod;
import com.nimbusds.oauth2.sdk.auth.ClientSecretBasic;
import com.nimbusds.oauth2.sdk.auth.ClientSecretPost;
import com.nimbusds.oauth2.sdk.auth.Secret;
import com.nimbusds.oauth2.sdk.id.ClientID;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The gateway as one issuer knows it.
 *
 * @param id its id there
 * @param secret its secret, if it has one
 * @param method how it proves itself at the token endpoint
 */
record Client(String id, @Nullable String secret, String method) {

    /** Returns how to prove oneself where the registration did not say. */
    static String method(@Nullable String secret, @Nullable List<ClientAuthenticationMethod> supported) {
        if (secret == null) {
            return ClientAuthenticationMethod.NONE.getValue();
        }
        if (supported == null || supported.contains(ClientAuthenticationMethod.CLIENT_SECRET_BASIC)) {
            return ClientAuthenticationMethod.CLIENT_SECRET_BASIC.getValue();
        }
        return supported.contains(ClientAuthenticationMethod.CLIENT_SECRET_POST)
                ? ClientAuthenticationMethod.CLIENT_SECRET_POST.getValue()
                : ClientAuthenticationMethod.NONE.getValue();
    }

    /** Returns its proof, or null where its id is enough. */
    @Nullable
    ClientAuthentication proof() {
        if (secret == null) {
            return null;
        }
        return switch (method) {
            case "client_secret_basic" -> new ClientSecretBasic(new ClientID(id), new Secret(secret));
            case "client_secret_post" -> new ClientSecretPost(new ClientID(id), new Secret(secret));
            case "none" -> null;
            default ->
                throw Unavailable.because("the issuer wants clients to prove themselves by " + method
                        + ", which the gateway does not do");
        };
    }

    Client withoutSecret() {
        return new Client(id, null, method);
    }

    /** Names it, never its secret. */
    @Override
    public String toString() {
        return "Client[" + id + "]";
    }
}
