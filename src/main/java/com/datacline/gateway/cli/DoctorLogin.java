package com.datacline.gateway.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Looks at the issuer of a gateway, and at the token that other commands would show. */
final class DoctorLogin {
    /** The header of the time has whole seconds, and the answer was on its way. */
    private static final Duration TOLERANCE = Duration.ofSeconds(3);

    private final RemoteOptions options;
    private final URI gateway;

    DoctorLogin(RemoteOptions options, URI gateway) {
        this.options = options;
        this.gateway = gateway;
    }

    /** Returns the token, or null if there is none that is good for anything. */
    @Nullable
    String look(Consumer<Diagnosis> take) {
        LoginPlace place;
        try {
            place = LoginPlace.of(gateway, true);
        } catch (Complaint e) {
            take.accept(Diagnosis.wrong("issuer", String.valueOf(e.getMessage()), e.next()));
            return null;
        }
        String issuer = place.issuer().getIssuer().getValue();
        take.accept(Diagnosis.good("issuer", issuer + " answers"));
        keys(place.issuer().getJWKSetURI(), take);
        return token(place, issuer, take);
    }

    private static void keys(@Nullable URI address, Consumer<Diagnosis> take) {
        if (address == null) {
            take.accept(Diagnosis.none("keys", "the issuer publishes none"));
            return;
        }
        try {
            Web.Page page = Web.get(address);
            int keys = BridgeWire.read(page.body()).path("keys").size();
            take.accept(Diagnosis.that(keys > 0, "keys", "the issuer publishes " + keys, "curl -s " + address));
            take.accept(clock(page.date()));
        } catch (IOException e) {
            take.accept(
                    Diagnosis.wrong("keys", address + " cannot be reached (" + Web.why(e) + ")", "curl -s " + address));
        }
    }

    private static Diagnosis clock(String date) {
        try {
            Instant there = ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
            Duration apart = Duration.between(there, Instant.now()).abs();
            return Diagnosis.that(
                    apart.compareTo(TOLERANCE) <= 0,
                    "clock",
                    apart.compareTo(TOLERANCE) <= 0
                            ? "this one and the issuer's agree"
                            : "this one and the issuer's are " + apart.toSeconds()
                                    + " s apart, so tokens end too early or late",
                    "timedatectl");
        } catch (DateTimeException e) {
            return Diagnosis.none("clock", "the issuer does not say what time it is");
        }
    }

    private @Nullable String token(LoginPlace place, String issuer, Consumer<Diagnosis> take) {
        String next = Complaints.login(gateway);
        String token;
        try {
            token = options.token(gateway);
        } catch (Complaint e) {
            take.accept(Diagnosis.wrong("login", String.valueOf(e.getMessage()), next));
            return null;
        }
        if (token == null) {
            take.accept(Diagnosis.wrong("login", "you are not logged in at " + gateway, next));
            return null;
        }
        TokenClaims claims = TokenClaims.of(token);
        String fault = claims.isReadable() ? fault(claims, place.resource(), issuer) : null;
        take.accept(
                fault != null
                        ? Diagnosis.wrong("login", "the token (" + options.source() + ") " + fault, next)
                        : accepted(token, claims, next));
        return fault == null ? token : null;
    }

    private static @Nullable String fault(TokenClaims claims, String resource, String issuer) {
        Instant end = claims.end();
        if (end != null && end.isBefore(Instant.now())) {
            return "has ended at " + end;
        }
        if (!claims.issuer().equals(issuer)) {
            return "is of the issuer " + claims.issuer() + ", and the gateway takes those of " + issuer;
        }
        if (!claims.audience().contains(resource)) {
            return "is for " + claims.audience() + ", and the gateway takes those for " + resource
                    + "; the issuer must put that into the audience";
        }
        return null;
    }

    /** Whatever it says, the gateway decides. */
    private Diagnosis accepted(String token, TokenClaims claims, String next) {
        try {
            JsonNode servers = new Remote(gateway, token).get("/mcp/servers", Map.of());
            return Diagnosis.good(
                    "login",
                    "you are " + claims.user() + " (" + options.source() + "), and see "
                            + servers.path("servers").size() + " servers");
        } catch (Complaint e) {
            return Diagnosis.wrong("login", "the gateway does not take the token: " + e.getMessage(), next);
        }
    }
}
