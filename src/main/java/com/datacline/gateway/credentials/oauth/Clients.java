package com.datacline.gateway.credentials.oauth;

import com.datacline.gateway.credentials.SecretStore;
import com.datacline.gateway.registry.Loopback;
import com.datacline.gateway.registry.OAuth;
import com.nimbusds.oauth2.sdk.GrantType;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.ResponseType;
import com.nimbusds.oauth2.sdk.auth.ClientAuthenticationMethod;
import com.nimbusds.oauth2.sdk.client.ClientInformation;
import com.nimbusds.oauth2.sdk.client.ClientMetadata;
import com.nimbusds.oauth2.sdk.client.ClientRegistrationRequest;
import com.nimbusds.oauth2.sdk.client.ClientRegistrationResponse;
import java.net.URI;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who the gateway is at an issuer (MCP, authorization, client registration): as registered by hand, else by its metadata
 * document, else as it registers itself. None of it is shown to another issuer.
 */
final class Clients {
    private final Web web;
    private final LoginStore store;
    private final SecretStore secrets;
    private final URI redirect;

    /** @param redirect where issuers send browsers back to */
    Clients(Web web, LoginStore store, SecretStore secrets, URI redirect) {
        this.web = web;
        this.store = store;
        this.secrets = secrets;
        this.redirect = redirect;
    }

    Client at(AuthorizationServer server, OAuth oauth) {
        List<ClientAuthenticationMethod> methods = server.metadata().getTokenEndpointAuthMethods();
        if (oauth.clientId() != null) {
            String secret = secret(oauth);
            return new Client(oauth.clientId(), secret, Client.method(secret, methods));
        }
        if (oauth.clientMetadataUrl() != null && server.takesMetadataDocuments()) {
            return new Client(oauth.clientMetadataUrl(), null, ClientAuthenticationMethod.NONE.getValue());
        }
        return store.client(server.issuer(), redirect.toString()).orElseGet(() -> register(server));
    }

    /** Returns the client of a login with its secret as it is now; secrets are not kept with tokens. */
    Client of(Login login, OAuth oauth) {
        Client client = login.client();
        if (oauth.clientId() != null) {
            return new Client(client.id(), secret(oauth), client.method());
        }
        return store.client(login.issuer(), redirect.toString())
                .filter(known -> known.id().equals(client.id()))
                .orElse(client);
    }

    /** Forgets a registration that the issuer does not know any more. */
    void forget(String issuer) {
        store.drop(issuer, redirect.toString());
    }

    private @Nullable String secret(OAuth oauth) {
        if (oauth.clientSecretRef() == null) {
            return null;
        }
        try {
            return secrets.read(oauth.clientSecretRef()).value();
        } catch (SecretStore.Unavailable e) {
            throw Unavailable.because("the gateway has no client secret: " + e.getMessage());
        }
    }

    /** Registers the gateway (RFC 7591); its answers go to this machine or to a web address (OpenID registration). */
    private Client register(AuthorizationServer server) {
        URI endpoint = server.metadata().getRegistrationEndpointURI();
        if (endpoint == null) {
            throw Unavailable.because("issuer " + server.issuer() + " lets no client register itself. Register the"
                    + " gateway there with the redirect address " + redirect + ", and set client_id and issuer");
        }
        List<ClientAuthenticationMethod> methods = server.metadata().getTokenEndpointAuthMethods();
        ClientMetadata metadata = new ClientMetadata();
        metadata.setName("Secure MCP Gateway");
        metadata.setRedirectionURI(redirect);
        metadata.setResponseTypes(Set.of(ResponseType.CODE));
        metadata.setGrantTypes(Set.of(GrantType.AUTHORIZATION_CODE, GrantType.REFRESH_TOKEN));
        metadata.setTokenEndpointAuthMethod(new ClientAuthenticationMethod(Client.method("wanted", methods)));
        metadata.setCustomField("application_type", Loopback.names(redirect.getHost()) ? "native" : "web");
        try {
            ClientRegistrationResponse response = ClientRegistrationResponse.parse(
                    web.send(new ClientRegistrationRequest(endpoint, metadata, null).toHTTPRequest(), server.inside()));
            if (!response.indicatesSuccess()) {
                throw Unavailable.because("issuer " + server.issuer() + " did not register the gateway: "
                        + response.toErrorResponse().getErrorObject().getCode());
            }
            Client client = client(response.toSuccessResponse().getClientInformation(), methods);
            store.keep(server.issuer(), redirect.toString(), client);
            return client;
        } catch (ParseException e) {
            throw Unavailable.because("issuer " + server.issuer() + " answered no registration");
        }
    }

    private static Client client(ClientInformation given, @Nullable List<ClientAuthenticationMethod> methods) {
        String secret = given.getSecret() == null ? null : given.getSecret().getValue();
        ClientAuthenticationMethod method = given.getMetadata().getTokenEndpointAuthMethod();
        return new Client(
                given.getID().getValue(), secret, method == null ? Client.method(secret, methods) : method.getValue());
    }
}
