package com.datacline.gateway.security;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.source.RateLimitReachedException;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import java.text.ParseException;
import java.util.Set;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;

/**
 * Checks the signature of a JWT with the issuer's keys, and with nothing that the token brings along: {@code jku},
 * {@code jwk}, {@code x5u} and {@code x5c} are not looked at (RFC 8725, sections 3.1 and 3.10).
 */
final class JwtCheck implements TokenCheck {
    private final IssuerKeys keys;
    private final DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();

    JwtCheck(IssuerKeys keys, Set<JWSAlgorithm> algorithms) {
        this.keys = keys;
        processor.setJWSKeySelector(new JWSVerificationKeySelector<>(algorithms, keys.source()));
        // RFC 9068, section 2.1, and what issuers wrote before it
        processor.setJWSTypeVerifier(new DefaultJOSEObjectTypeVerifier<>(
                JOSEObjectType.JWT, new JOSEObjectType("at+jwt"), new JOSEObjectType("application/at+jwt"), null));
        // what the claims must say is asked of opaque tokens too: see TokenRules
        processor.setJWTClaimsSetVerifier((claims, context) -> {});
    }

    @Override
    public JWTClaimsSet claims(String token) {
        try {
            SignedJWT jwt = SignedJWT.parse(token);
            if (jwt.getHeader().getCriticalParams() != null) {
                // RFC 7515, section 4.1.11: the gateway knows no extension, so it understands none that is critical
                throw new InvalidBearerTokenException("the token needs an extension that is not known here");
            }
            return processor.process(jwt, null);
        } catch (ParseException | IllegalArgumentException e) {
            throw new InvalidBearerTokenException("the token is not a signed JWT", e);
        } catch (RateLimitReachedException e) {
            if (keys.reachable()) {
                throw notSigned(e);
            }
            throw away(e);
        } catch (KeySourceException e) {
            throw away(e);
        } catch (BadJOSEException | JOSEException e) {
            throw notSigned(e);
        }
    }

    private static InvalidBearerTokenException notSigned(Exception e) {
        return new InvalidBearerTokenException("the token is not signed as the issuer signs", e);
    }

    private static AuthenticationServiceException away(Exception e) {
        return new AuthenticationServiceException("the issuer's keys cannot be fetched", e);
    }
}
