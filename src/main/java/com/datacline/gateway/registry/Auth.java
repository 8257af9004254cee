package com.datacline.gateway.registry;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a server wants its credential.
 *
 * @param method what kind of credential it is
 * @param location where it goes
 * @param name the header, query parameter or body member
 * @param format how it is written there
 * @param prefix what stands before it, with {@link Format#PREFIX}
 * @param template the text around {@code {credential}}, with {@link Format#TEMPLATE}
 * @param credentialRef where it is kept: {@code env://NAME} or {@code file:///path}
 * @param credentialValue the credential itself, if it stands in the registry
 * @param allowedHosts hosts it may be sent to; empty for the server's own
 * @param oauth how to get it, if it is a token that the gateway gets by itself
 */
public record Auth(
        Method method,
        Location location,
        String name,
        Format format,
        String prefix,
        String template,
        @Nullable String credentialRef,
        @Nullable Secret credentialValue,
        List<String> allowedHosts,
        @Nullable OAuth oauth) {

    public Auth {
        allowedHosts = List.copyOf(allowedHosts);
    }

    /** The kind of credential. */
    public enum Method {
        API_KEY,
        BEARER,
        BASIC,
        OAUTH2,
        CUSTOM,
        NONE
    }

    /** The place of a credential in a request. */
    public enum Location {
        HEADER,
        QUERY,
        BODY
    }

    /** The form of a credential. */
    public enum Format {
        RAW,
        PREFIX,
        TEMPLATE
    }
}
