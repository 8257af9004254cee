package com.datacline.gateway.registry;

import java.util.List;
import java.util.Locale;
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
 * @param credentialRef where it is kept: {@code env://NAME}, {@code file:///path} or {@code vault://mount/path}
 * @param credentialValue the credential itself, if it stands in the registry
 * @param allowedHosts hosts it may be sent to, a leading {@code *.} standing for all below; empty for the server's own
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

    /** Tells whether it may be sent to a host. */
    public boolean allows(String host) {
        String to = host.toLowerCase(Locale.ROOT);
        return allowedHosts.isEmpty()
                || allowedHosts.stream()
                        .map(name -> name.toLowerCase(Locale.ROOT))
                        .anyMatch(name -> name.startsWith("*.")
                                ? to.endsWith(name.substring(1)) && to.length() >= name.length()
                                : to.equals(name));
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
