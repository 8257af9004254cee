package com.datacline.gateway.security;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.function.UnaryOperator;

/** Signs tokens as a Keycloak realm does, and serves the key to check them with. */
public final class TokenIssuer implements AutoCloseable {
    private static final String KEY_ID = "k1";

    private final HttpServer server;
    private final String realm;
    private final RSAKey key = newKey();

    private TokenIssuer(HttpServer server, String realm) {
        this.server = server;
        this.realm = realm;
    }

    public static TokenIssuer start(String realm) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
        TokenIssuer issuer = new TokenIssuer(server, realm);
        byte[] keys = new JWKSet(issuer.key.toPublicJWK()).toString().getBytes(StandardCharsets.UTF_8);
        server.createContext("/realms/" + realm + "/protocol/openid-connect/certs", exchange -> {
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, keys.length);
            exchange.getResponseBody().write(keys);
            exchange.close();
        });
        server.start();
        return issuer;
    }

    public String base() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    public String issuer() {
        return base() + "/realms/" + realm;
    }

    public String token(UnaryOperator<JWTClaimsSet.Builder> claims) throws JOSEException {
        return signed(claims, key);
    }

    /** A token signed with a key of somebody else's, under the name of ours. */
    String forged(UnaryOperator<JWTClaimsSet.Builder> claims) throws JOSEException {
        return signed(claims, newKey());
    }

    String unsigned(UnaryOperator<JWTClaimsSet.Builder> claims) {
        return new PlainJWT(claims.apply(new JWTClaimsSet.Builder()).build()).serialize();
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private static String signed(UnaryOperator<JWTClaimsSet.Builder> claims, RSAKey with) throws JOSEException {
        SignedJWT token = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(KEY_ID).build(),
                claims.apply(new JWTClaimsSet.Builder()).build());
        token.sign(new RSASSASigner(with));
        return token.serialize();
    }

    private static RSAKey newKey() {
        try {
            return new RSAKeyGenerator(2048).keyID(KEY_ID).generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }
}
