package com.datacline.gateway.security;

import com.nimbusds.jwt.JWTClaimsSet;

/** A way to find out that the issuer vouches for a token. */
interface TokenCheck {

    /**
     * Returns what the issuer says of the token, which is not yet a reason to let it in.
     *
     * @throws org.springframework.security.oauth2.server.resource.InvalidBearerTokenException if it does not vouch for it
     * @throws org.springframework.security.authentication.AuthenticationServiceException if that cannot be found out now
     */
    JWTClaimsSet claims(String token);
}
