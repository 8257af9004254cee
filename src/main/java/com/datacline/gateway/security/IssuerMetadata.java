package com.datacline.gateway.security;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import com.nimbusds.jose.util.ResourceRetriever;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the issuer says of itself (OpenID Connect Discovery; RFC 8414), asked for when somebody wants to know, and not
 * oftener than it changes: anybody may ask the gateway. While the issuer is away its last word does for a while.
 */
final class IssuerMetadata {
    private static final Logger LOG = LoggerFactory.getLogger(IssuerMetadata.class);
    private static final Duration FRESH = Duration.ofMinutes(5);
    private static final Duration USABLE = Duration.ofHours(1);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final int CONNECT_MILLIS = 2_000;
    private static final int READ_MILLIS = 3_000;
    private static final int MOST_BYTES = 256 * 1024;
    private static final JsonMapper JSON = new JsonMapper();

    private final IssuerAddress address;
    private final String issuer;
    private final Clock clock;
    private final ResourceRetriever web = new DefaultResourceRetriever(CONNECT_MILLIS, READ_MILLIS, MOST_BYTES);
    private final ReentrantLock asking = new ReentrantLock();
    private volatile Said last;

    /** @param when when it was said, or when it was asked for in vain */
    private record Said(@Nullable ObjectNode document, Instant when, String problem, Instant asked) {
        boolean isYounger(Duration age, Instant now) {
            return document != null && now.isBefore(when.plus(age));
        }
    }

    IssuerMetadata(IssuerAddress address, Clock clock) {
        this.address = address;
        this.issuer = address.issuer();
        this.clock = clock;
        this.last = new Said(null, Instant.EPOCH, "", Instant.EPOCH);
    }

    /** Returns where the gateway finds what the issuer says is at an address of its own. */
    String reach(String of) {
        return address.reach(of);
    }

    Metadata get() {
        Said known = last;
        if (!known.isYounger(FRESH, clock.instant())) {
            // one asks, and those who have something to go on with do not wait for it
            if (known.isYounger(USABLE, clock.instant()) ? asking.tryLock() : locked()) {
                try {
                    known = ask();
                } finally {
                    asking.unlock();
                }
            }
        }
        ObjectNode document = known.document();
        return document != null && known.isYounger(USABLE, clock.instant())
                ? new Metadata.Found(document)
                : new Metadata.Away(known.problem());
    }

    private boolean locked() {
        asking.lock();
        return true;
    }

    private Said ask() {
        Said known = last;
        Instant now = clock.instant();
        if (known.isYounger(FRESH, now) || now.isBefore(known.asked().plus(PAUSE))) {
            return known;
        }
        try {
            last = new Said(fetch(), now, "", now);
        } catch (IOException e) {
            String problem = String.valueOf(e.getMessage());
            LOG.warn("the issuer {} does not say where to log in: {}", issuer, problem);
            last = new Said(known.document(), known.when(), problem, now);
        }
        return last;
    }

    private ObjectNode fetch() throws IOException {
        String text;
        try {
            text = web.retrieveResource(URI.create(address.asked() + "/.well-known/openid-configuration")
                            .toURL())
                    .getContent();
        } catch (IOException e) {
            throw new IOException("the issuer cannot be reached", e);
        }
        try {
            if (JSON.readTree(text) instanceof ObjectNode document) {
                // RFC 8414, section 3.3: otherwise it may speak for somebody else
                if (document.path("issuer").asText().equals(issuer)) {
                    return document;
                }
                throw new IOException("the issuer calls itself by another name than KEYCLOAK_URL and KEYCLOAK_REALM");
            }
        } catch (JacksonException e) {
            // says the same as any other text that is no document
        }
        throw new IOException("the issuer answered something that is no metadata");
    }
}
