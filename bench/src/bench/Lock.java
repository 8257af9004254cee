package bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/** What locks a gateway: an issuer of tokens that signs with a key of its own, callers with a token each, and a policy. */
final class Lock implements AutoCloseable {
    /** How many different callers there are. */
    static final int CALLERS = 50;

    private static final String REALM = "bench";
    private static final String RESOURCE = "http://127.0.0.1/mcp";
    private static final int VALID_SECONDS = 6 * 3600;
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

    private final HttpServer issuer;
    private final KeyPair keys;
    private final Path policy;
    private final List<String> tokens = new ArrayList<>();

    private Lock(HttpServer issuer, KeyPair keys, Path policy) {
        this.issuer = issuer;
        this.keys = keys;
        this.policy = policy;
    }

    static Lock make(Path repository) throws IOException {
        try {
            var generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            var issuer = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
            var lock = new Lock(issuer, generator.generateKeyPair(), repository.resolve("bench/policy.yaml"));
            for (int caller = 0; caller < CALLERS; caller++) {
                lock.tokens.add(lock.sign(lock.claims(caller)));
            }
            byte[] jwks = lock.jwks().getBytes(UTF_8);
            issuer.createContext("/", exchange -> {
                try (exchange) {
                    exchange.getResponseHeaders().set("Content-Type", "application/json");
                    exchange.sendResponseHeaders(200, jwks.length);
                    exchange.getResponseBody().write(jwks);
                }
            });
            issuer.start();
            return lock;
        } catch (GeneralSecurityException e) {
            throw new Failure("no tokens can be signed here: " + e);
        }
    }

    /** What the gateway is told. */
    Map<String, String> environment() {
        return Map.of(
                "AUTH_ENABLED", "true",
                "KEYCLOAK_URL", base(),
                "KEYCLOAK_REALM", REALM,
                "JWKS_URL", base() + "/jwks",
                "MCP_RESOURCE_SERVER_URL", RESOURCE,
                "POLICY_FILE", policy.toString());
    }

    /** The token of a caller; there are more numbers than callers. */
    String token(int number) {
        return tokens.get(number % CALLERS);
    }

    @Override
    public void close() {
        issuer.stop(0);
    }

    private String base() {
        return "http://127.0.0.1:" + issuer.getAddress().getPort();
    }

    /** About what Keycloak writes. */
    private String claims(int caller) {
        long now = Instant.now().getEpochSecond();
        return """
                {"exp":%d,"iat":%d,"jti":"onrtac:5f7c2b9e-0d5e-4a41-9a7e-%012d","iss":"%s/realms/%s","aud":["%s","account"],\
                "sub":"c0ffee00-1234-4cde-8f01-%012d","typ":"Bearer","azp":"bench","sid":"9a0c2c4b-ef9c-4a3e-8a53-%012d",\
                "acr":"1","allowed-origins":["http://localhost:8000"],\
                "realm_access":{"roles":["offline_access","uma_authorization","default-roles-bench","analyst"]},\
                "resource_access":{"account":{"roles":["manage-account","manage-account-links","view-profile"]}},\
                "scope":"openid profile email","email_verified":true,"name":"Caller %d","groups":["/staff","/team-%d"],\
                "preferred_username":"caller-%d","given_name":"Caller","family_name":"%d","email":"caller-%d@example.com"}"""
                .formatted(
                        now + VALID_SECONDS, now, caller, base(), REALM, RESOURCE, caller, caller, caller, caller % 7, caller,
                        caller, caller);
    }

    private String sign(String claims) throws GeneralSecurityException {
        var content = encode("{\"alg\":\"RS256\",\"typ\":\"JWT\",\"kid\":\"bench\"}".getBytes(UTF_8)) + "."
                + encode(claims.getBytes(UTF_8));
        var signature = Signature.getInstance("SHA256withRSA");
        signature.initSign(keys.getPrivate());
        signature.update(content.getBytes(UTF_8));
        return content + "." + encode(signature.sign());
    }

    private String jwks() {
        var key = (RSAPublicKey) keys.getPublic();
        return "{\"keys\":[{\"kty\":\"RSA\",\"use\":\"sig\",\"alg\":\"RS256\",\"kid\":\"bench\",\"n\":\""
                + number(key.getModulus()) + "\",\"e\":\"" + number(key.getPublicExponent()) + "\"}]}";
    }

    private static String number(BigInteger number) {
        byte[] bytes = number.toByteArray();
        return encode(bytes[0] == 0 ? Arrays.copyOfRange(bytes, 1, bytes.length) : bytes);
    }

    private static String encode(byte[] bytes) {
        return BASE64.encodeToString(bytes);
    }
}
