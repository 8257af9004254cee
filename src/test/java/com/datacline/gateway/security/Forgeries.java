package com.datacline.gateway.security;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.util.Base64;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/** Tokens that an issuer never gave, or gave to others, or for something else: each is refused. */
final class Forgeries {
    private final TokenIssuer issuer;
    private final URI ownServer;
    private final UnaryOperator<JWTClaimsSet.Builder> good;
    private final Map<String, String> tokens = new LinkedHashMap<>();

    /** @param ownServer where the forger serves keys of his own */
    private Forgeries(TokenIssuer issuer, URI ownServer) {
        this.issuer = issuer;
        this.ownServer = ownServer;
        this.good = issuer.good("ana", 300);
    }

    /** Returns the tokens by what is wrong with them. */
    static Map<String, String> of(TokenIssuer issuer, URI ownServer) throws Exception {
        Forgeries forgeries = new Forgeries(issuer, ownServer);
        forgeries.withoutSignature();
        forgeries.withTheWrongKey();
        forgeries.withKeysOfTheirOwn();
        forgeries.patched();
        forgeries.forSomebodyElse();
        forgeries.atTheWrongTime();
        forgeries.forSomethingElse();
        return forgeries.tokens;
    }

    private void withoutSignature() {
        for (String name : List.of("none", "None", "NONE", "nOnE", "", " RS256", "rs256")) {
            tokens.put("alg '" + name + "'", raw("{\"alg\":\"" + name + "\",\"kid\":\"k1\"}", payload(), ""));
        }
        tokens.put("no alg", raw("{\"kid\":\"k1\"}", payload(), ""));
        tokens.put("alg null", raw("{\"alg\":null}", payload(), ""));
        tokens.put("two algs", raw("{\"alg\":\"RS256\",\"alg\":\"none\"}", payload(), ""));
        tokens.put("plain", issuer.unsigned(good));
    }

    private void withTheWrongKey() throws Exception {
        RSAKey key = issuer.key();
        byte[] der = key.toRSAPublicKey().getEncoded();
        String pem = "-----BEGIN PUBLIC KEY-----\n"
                + java.util.Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der)
                + "\n-----END PUBLIC KEY-----\n";
        tokens.put("HS256 with the PEM", mac(JWSAlgorithm.HS256, pem.getBytes(StandardCharsets.US_ASCII)));
        tokens.put("HS512 with the PEM", mac(JWSAlgorithm.HS512, pem.getBytes(StandardCharsets.US_ASCII)));
        tokens.put("HS256 with the DER", mac(JWSAlgorithm.HS256, der));
        tokens.put("HS256 with n", mac(JWSAlgorithm.HS256, key.getModulus().decode()));
        tokens.put(
                "HS256 with n as text",
                mac(JWSAlgorithm.HS256, key.getModulus().toString().getBytes(StandardCharsets.US_ASCII)));
        tokens.put("another RSA key", issuer.forged(good));
        for (JWSAlgorithm other : List.of(JWSAlgorithm.RS384, JWSAlgorithm.RS512, JWSAlgorithm.PS256)) {
            tokens.put(
                    "the right key with " + other,
                    TokenIssuer.signed(new JWSHeader.Builder(other).keyID("k1"), good, key));
        }
        tokens.put("the right key under another kid", issuer.token(header -> header.keyID("k2"), good));
        SignedJWT elliptic = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.ES256).keyID("k1").build(), claims());
        elliptic.sign(new ECDSASigner(new ECKeyGenerator(Curve.P_256).generate()));
        tokens.put("ES256 with another key", elliptic.serialize());
    }

    private void withKeysOfTheirOwn() throws Exception {
        RSAKey own = TokenIssuer.newKey("own");
        for (String kid : List.of(
                "own", "../../../../dev/null", "k1' OR '1'='1", "file:///etc/passwd", ownServer.toString(), "")) {
            tokens.put("kid " + kid, own(own, header -> header.keyID(kid)));
        }
        tokens.put("jwk", own(own, header -> header.jwk(own.toPublicJWK())));
        tokens.put("jwk and our kid", own(own, header -> header.keyID("k1").jwk(own.toPublicJWK())));
        tokens.put("jku", own(own, header -> header.jwkURL(ownServer)));
        tokens.put("jku and our kid", own(own, header -> header.keyID("k1").jwkURL(ownServer)));
        tokens.put("x5u", own(own, header -> header.x509CertURL(ownServer)));
        Base64 certificate = Base64.encode(own.toRSAPublicKey().getEncoded());
        tokens.put("x5c", own(own, header -> header.x509CertChain(List.of(certificate))));
        tokens.put(
                "crit",
                issuer.token(header -> header.criticalParams(Set.of("mfa")).customParam("mfa", true), good));
        tokens.put(
                "crit b64",
                issuer.token(header -> header.criticalParams(Set.of("b64")).base64URLEncodePayload(true), good));
    }

    private void patched() throws Exception {
        String[] real = issuer.token(good).split("\\.");
        String[] bobs = issuer.token(issuer.good("bob", 300)).split("\\.");
        String admin =
                Base64URL.encode(payload().replace("\"ana\"", "\"admin\"")).toString();
        tokens.put("stripped signature", real[0] + "." + real[1] + ".");
        tokens.put("two parts", real[0] + "." + real[1]);
        tokens.put("four parts", String.join(".", real) + ".x");
        tokens.put("five parts", String.join(".", real) + ".x.y");
        tokens.put("signature of another token", real[0] + "." + real[1] + "." + bobs[2]);
        tokens.put("payload swapped", real[0] + "." + admin + "." + real[2]);
        tokens.put(
                "truncated",
                String.join(".", real).substring(0, String.join(".", real).length() - 5));
        tokens.put("a byte more", String.join(".", real) + "AA");
        tokens.put("signature of zeros", real[0] + "." + real[1] + "." + Base64URL.encode(new byte[256]));
        tokens.put("a payload that is no object", raw("{\"alg\":\"RS256\"}", "[]", "x"));
        tokens.put("deep", raw("{\"alg\":\"RS256\",\"x\":" + "[".repeat(1500) + "}", payload(), "x"));
        tokens.put("dots", "...");
        tokens.put("five thousand letters", "a".repeat(5000));
        tokens.put("opaque, and nobody to ask", "2YotnFZFEjr1zCsicMWpAA");
        tokens.put("said twice", "Bearer " + String.join(".", real));
        tokens.put("two in one", String.join(".", real) + ", Bearer " + String.join(".", real));
        tokens.put("nothing", "");
    }

    private void forSomebodyElse() throws Exception {
        String name = issuer.issuer();
        for (String wrong : List.of(
                "http://evil.example",
                name + "/",
                name + ".evil.example",
                name.replace("gateway", "other"),
                name.substring(0, name.length() - 1),
                name.toUpperCase(java.util.Locale.ROOT),
                name.replace("127.0.0.1", "localhost"))) {
            tokens.put("issuer " + wrong, changed(claims -> claims.issuer(wrong)));
        }
        tokens.put("no issuer", changed(claims -> claims.issuer(null)));
        tokens.put("a list of issuers", changed(claims -> claims.claim("iss", List.of(name))));
        for (String wrong : List.of(
                "https://other.example/mcp",
                "http://localhost:8000",
                TokenIssuer.RESOURCE + "/",
                TokenIssuer.RESOURCE + "x",
                "http://localhost:8000/MCP",
                "https://localhost:8000/mcp",
                "*",
                "")) {
            tokens.put("audience '" + wrong + "'", changed(claims -> claims.audience(wrong)));
        }
        tokens.put("no audience", changed(claims -> claims.audience((String) null)));
        tokens.put("an empty list of audiences", changed(claims -> claims.audience(List.of())));
        tokens.put("an audience that is an object", changed(claims -> claims.audience((String) null)
                .claim("aud", Map.of("a", TokenIssuer.RESOURCE))));
    }

    private void atTheWrongTime() throws Exception {
        tokens.put("expired by a second", changed(claims -> claims.expirationTime(in(-1))));
        tokens.put("expired now", changed(claims -> claims.expirationTime(in(0))));
        tokens.put("expired in 1970", changed(claims -> claims.expirationTime(new Date(0))));
        tokens.put("no end", changed(claims -> claims.expirationTime(null)));
        tokens.put("an end that is a text", changed(claims -> claims.claim("exp", "tomorrow")));
        tokens.put("not valid for some minutes yet", changed(claims -> claims.notBeforeTime(in(200))));
        tokens.put("issued tomorrow", changed(claims -> claims.issueTime(in(86_400))
                .expirationTime(in(90_000))));
        tokens.put("issued after its end", changed(claims -> claims.issueTime(in(50))
                .expirationTime(in(40))));
    }

    private void forSomethingElse() throws Exception {
        for (String type : List.of("ID", "Refresh", "Offline", "Logout", "DPoP")) {
            tokens.put("typ " + type + " of Keycloak", changed(claims -> claims.claim("typ", type)));
        }
        tokens.put("ID token", changed(claims -> claims.claim("at_hash", "x")));
        tokens.put("bound to a key", changed(claims -> claims.claim("cnf", Map.of("jkt", "x"))));
        for (String type : List.of("logout+jwt", "dpop+jwt", "secevent+jwt")) {
            tokens.put("typ " + type, issuer.token(header -> header.type(new JOSEObjectType(type)), good));
        }
    }

    private String changed(UnaryOperator<JWTClaimsSet.Builder> claims) throws Exception {
        return issuer.token(all -> claims.apply(good.apply(all)));
    }

    private String own(RSAKey own, UnaryOperator<JWSHeader.Builder> header) throws Exception {
        return TokenIssuer.signed(header.apply(new JWSHeader.Builder(JWSAlgorithm.RS256)), good, own);
    }

    private String mac(JWSAlgorithm algorithm, byte[] secret) throws Exception {
        SignedJWT token =
                new SignedJWT(new JWSHeader.Builder(algorithm).keyID("k1").build(), claims());
        token.sign(new MACSigner(secret));
        return token.serialize();
    }

    private JWTClaimsSet claims() {
        return good.apply(new JWTClaimsSet.Builder()).build();
    }

    private String payload() {
        return claims().toString();
    }

    private static String raw(String header, String payload, String signature) {
        return Base64URL.encode(header) + "." + Base64URL.encode(payload) + "."
                + (signature.isEmpty() ? "" : Base64URL.encode(signature));
    }

    private static Date in(int seconds) {
        return Date.from(Instant.now().plusSeconds(seconds));
    }
}
