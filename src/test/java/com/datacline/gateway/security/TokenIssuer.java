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
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;

/** An issuer as a Keycloak realm is one: it signs tokens, serves the keys, says what it is, and vouches for opaque tokens. */
public final class TokenIssuer implements AutoCloseable {
    public static final String RESOURCE = "http://localhost:8000/mcp";

    private static final String OIDC = "/protocol/openid-connect/";

    private final HttpServer server;
    private final String realm;
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final Map<String, String> opaque = new ConcurrentHashMap<>();
    private volatile RSAKey key = newKey("k1");
    private volatile String named;
    private volatile boolean down;

    private TokenIssuer(HttpServer server, String realm) {
        this.server = server;
        this.realm = realm;
        this.named = issuer();
    }

    public static TokenIssuer start(String realm) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
        TokenIssuer issuer = new TokenIssuer(server, realm);
        server.createContext("/", issuer::answer);
        server.start();
        return issuer;
    }

    public String base() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    public String issuer() {
        return base() + "/realms/" + realm;
    }

    /** What a gateway accepts: for that long, from that user. */
    public UnaryOperator<JWTClaimsSet.Builder> good(String user, int seconds) {
        return claims -> claims.issuer(issuer())
                .audience(RESOURCE)
                .subject("id-of-" + user)
                .claim("preferred_username", user)
                .expirationTime(Date.from(Instant.now().plusSeconds(seconds)));
    }

    public String token(UnaryOperator<JWTClaimsSet.Builder> claims) throws JOSEException {
        return token(header -> header, claims);
    }

    /** Signed with the right key, and something more or else in its header. */
    String token(UnaryOperator<JWSHeader.Builder> header, UnaryOperator<JWTClaimsSet.Builder> claims)
            throws JOSEException {
        return signed(header.apply(header(JWSAlgorithm.RS256)), claims, key);
    }

    /** A token signed with a key of somebody else's, under the name of ours. */
    String forged(UnaryOperator<JWTClaimsSet.Builder> claims) throws JOSEException {
        return signed(header(JWSAlgorithm.RS256), claims, newKey("k1"));
    }

    String unsigned(UnaryOperator<JWTClaimsSet.Builder> claims) {
        return new PlainJWT(claims.apply(new JWTClaimsSet.Builder()).build()).serialize();
    }

    /** The key pair that signs now. */
    RSAKey key() {
        return key;
    }

    /** From now on another key signs, and the one before is not served any more. */
    void rotate(String id) {
        key = newKey(id);
    }

    /** From now on every request fails, or no more. */
    void down(boolean yes) {
        down = yes;
    }

    /** What it says its name is. */
    void calledBy(String name) {
        named = name;
    }

    /** A token of which only the issuer knows whose it is; {@code claims} are what it says of it. */
    String opaque(String token, UnaryOperator<JWTClaimsSet.Builder> claims) {
        String said = claims.apply(new JWTClaimsSet.Builder()).build().toString();
        opaque.put(token, "{\"active\":true," + said.substring(1));
        return token;
    }

    void revoke(String token) {
        opaque.remove(token);
    }

    /** The requests of which the path ends so. */
    List<String> requests(String path) {
        return requests.stream().filter(line -> line.endsWith(path)).toList();
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        String form = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        requests.add(exchange.getRequestHeaders().getFirst("Authorization") + " " + path);
        String body = down ? null : body(path, form);
        byte[] bytes = (body == null ? "" : body).getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(down ? 500 : body == null ? 404 : 200, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private String body(String path, String form) {
        return switch (path.replace("/realms/" + realm, "")) {
            case OIDC + "certs" -> new JWKSet(key.toPublicJWK()).toString();
            case OIDC + "token/introspect" -> {
                String token = form.replaceAll(".*token=([^&]*).*", "$1");
                yield opaque.getOrDefault(URLDecoder.decode(token, StandardCharsets.UTF_8), "{\"active\":false}");
            }
            case "/.well-known/openid-configuration" ->
                "{\"issuer\":\"" + named + "\",\"jwks_uri\":\"" + issuer() + OIDC + "certs\",\"token_endpoint\":\""
                        + issuer()
                        + OIDC
                        + "token\",\"introspection_endpoint\":\"" + issuer() + OIDC
                        + "token/introspect\",\"code_challenge_methods_supported\":[\"S256\"]}";
            default -> null;
        };
    }

    private JWSHeader.Builder header(JWSAlgorithm algorithm) {
        return new JWSHeader.Builder(algorithm).keyID(key.getKeyID());
    }

    static String signed(JWSHeader.Builder header, UnaryOperator<JWTClaimsSet.Builder> claims, RSAKey with)
            throws JOSEException {
        SignedJWT token = new SignedJWT(
                header.build(), claims.apply(new JWTClaimsSet.Builder()).build());
        token.sign(new RSASSASigner(with));
        return token.serialize();
    }

    static RSAKey newKey(String id) {
        try {
            return new RSAKeyGenerator(2048).keyID(id).generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }
}
