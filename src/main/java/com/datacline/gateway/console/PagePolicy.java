package com.datacline.gateway.console;

import com.datacline.gateway.security.AuthProperties;
import java.net.URI;

/**
 * What a browser may do for the page, as {@code Content-Security-Policy}: run and show the gateway's own files, ask the gateway,
 * and ask the issuer for tokens. Nothing inline runs, and no text becomes markup (Trusted Types).
 *
 * @param text the header's value
 */
public record PagePolicy(String text) {

    /** Returns the policy for a gateway. */
    public static PagePolicy of(AuthProperties auth) {
        String issuer = auth.enabled() ? " " + origin(auth.issuer()) : "";
        return new PagePolicy(
                "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'"
                        + issuer + "; frame-ancestors 'none'; base-uri 'none'; form-action 'none';"
                        + " require-trusted-types-for 'script'; trusted-types 'none'");
    }

    private static String origin(String address) {
        URI uri = URI.create(address);
        return uri.getScheme() + "://" + uri.getRawAuthority();
    }
}
