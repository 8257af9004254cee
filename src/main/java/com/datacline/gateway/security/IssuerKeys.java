package com.datacline.gateway.security;

import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import com.nimbusds.jose.util.Resource;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;

/**
 * The issuer's signature keys: fetched anew when they are old or when a token names one that is not among them, seldom
 * enough that a flood of such tokens is none at the issuer, and kept while the issuer is away.
 */
final class IssuerKeys {
    private static final int CONNECT_MILLIS = 2_000;
    private static final int READ_MILLIS = 3_000;
    private static final int MOST_BYTES = 256 * 1024;
    private static final long WAIT_MILLIS = 12_000;

    private final JWKSource<SecurityContext> source;
    private volatile boolean reachable;

    /** @throws InvalidConfiguration if the address is none */
    IssuerKeys(String address, TokenProperties properties) {
        this.source = JWKSourceBuilder.create(url(address), new Retriever())
                .cache(properties.keysTtl().toMillis(), WAIT_MILLIS)
                .rateLimited(properties.keysPause().toMillis())
                .retrying(true)
                .outageTolerant(properties.keysOutage().toMillis())
                .build();
    }

    JWKSource<SecurityContext> source() {
        return source;
    }

    /** Tells whether the issuer answered when it was asked for its keys the last time. */
    boolean reachable() {
        return reachable;
    }

    private static URL url(String address) {
        try {
            return URI.create(address).toURL();
        } catch (IllegalArgumentException | MalformedURLException e) {
            throw new InvalidConfiguration("The issuer's keys cannot be at " + address
                    + ", which is not an address. Set KEYCLOAK_URL or JWKS_URL to one, such as http://localhost:8080.");
        }
    }

    private final class Retriever extends DefaultResourceRetriever {
        Retriever() {
            super(CONNECT_MILLIS, READ_MILLIS, MOST_BYTES);
        }

        @Override
        public Resource retrieveResource(URL url) throws IOException {
            try {
                Resource keys = super.retrieveResource(url);
                reachable = true;
                return keys;
            } catch (IOException e) {
                reachable = false;
                throw e;
            }
        }
    }
}
