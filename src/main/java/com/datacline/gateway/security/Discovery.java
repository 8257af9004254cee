package com.datacline.gateway.security;

import java.time.Clock;
import org.jspecify.annotations.Nullable;

/** Route steps {@code resource} and {@code issuer}: how a client finds out where to log in (MCP, authorization). */
public final class Discovery {
    private final @Nullable GatewayResource resource;
    private final @Nullable IssuerMetadata issuer;

    private Discovery(@Nullable GatewayResource resource, @Nullable IssuerMetadata issuer) {
        this.resource = resource;
        this.issuer = issuer;
    }

    /** @throws InvalidConfiguration if callers need tokens, and clients could not find out for what */
    static Discovery of(AuthProperties properties) {
        return properties.enabled()
                ? new Discovery(
                        GatewayResource.of(properties),
                        new IssuerMetadata(properties.issuerAddress(), Clock.systemUTC()))
                : new Discovery(null, null);
    }

    /** Returns the gateway's metadata as a protected resource (RFC 9728). */
    public Metadata resource() {
        return resource == null ? new Metadata.None() : new Metadata.Found(resource.metadata());
    }

    /** Returns the issuer's own metadata, for clients that ask the gateway for them (MCP 2025-03-26, authorization). */
    public Metadata issuer() {
        return issuer == null ? new Metadata.None() : issuer.get();
    }
}
