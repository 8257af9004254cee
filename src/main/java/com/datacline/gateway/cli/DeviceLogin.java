package com.datacline.gateway.cli;

import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.device.DeviceAuthorizationGrantError;
import com.nimbusds.oauth2.sdk.device.DeviceAuthorizationRequest;
import com.nimbusds.oauth2.sdk.device.DeviceAuthorizationResponse;
import com.nimbusds.oauth2.sdk.device.DeviceAuthorizationSuccessResponse;
import com.nimbusds.oauth2.sdk.device.DeviceCodeGrant;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.pkce.CodeChallenge;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * A login in the browser of another device, for machines that have none (RFC 8628).
 *
 * @param client the client's id at the issuer
 * @param scopes what to ask for
 * @param plain whether addresses beyond this machine may be {@code http}
 */
record DeviceLogin(String client, List<String> scopes, boolean plain) {
    private static final Duration SLOWER = Duration.ofSeconds(5);

    KeptLogin at(LoginPlace place) {
        CodeVerifier verifier = new CodeVerifier();
        DeviceAuthorizationSuccessResponse begun = begin(place, verifier);
        URI complete = begun.getVerificationURIComplete();
        System.err.println("To log in, go with any browser to");
        System.err.println("  " + (complete == null ? begun.getVerificationURI() : complete));
        System.err.println("and see that the code there is "
                + Output.safe(begun.getUserCode().getValue()) + (complete == null ? ", or type it" : ""));
        long end = System.nanoTime() + Duration.ofSeconds(begun.getLifetime()).toNanos();
        Duration pause = Duration.ofSeconds(Math.max(1, begun.getInterval()));
        while (System.nanoTime() < end) {
            sleep(pause);
            try {
                return LoginTokens.of(
                        place,
                        client,
                        new DeviceCodeGrant(begun.getDeviceCode()),
                        plain,
                        Map.of("code_verifier", List.of(verifier.getValue())));
            } catch (LoginTokens.Refused e) {
                if (e.code().equals(DeviceAuthorizationGrantError.SLOW_DOWN.getCode())) {
                    pause = pause.plus(SLOWER);
                } else if (!e.code().equals(DeviceAuthorizationGrantError.AUTHORIZATION_PENDING.getCode())) {
                    throw Complaint.failure(
                            "the issuer does not log you in (" + e.getMessage() + ")", "datacline login --device");
                }
            }
        }
        throw Complaint.failure("the code has ended before anybody logged in", "datacline login --device");
    }

    /** Keycloak wants PKCE here too of clients that must use it; who does not know it passes over it (RFC 6749, section 3.1). */
    private DeviceAuthorizationSuccessResponse begin(LoginPlace place, CodeVerifier verifier) {
        URI endpoint = place.deviceEndpoint(plain);
        Map<String, List<String>> more = Map.of(
                "resource", List.of(place.resource()),
                "code_challenge",
                        List.of(CodeChallenge.compute(CodeChallengeMethod.S256, verifier)
                                .getValue()),
                "code_challenge_method", List.of(CodeChallengeMethod.S256.getValue()));
        try {
            DeviceAuthorizationResponse response = DeviceAuthorizationResponse.parse(LoginTokens.send(
                    new DeviceAuthorizationRequest(endpoint, new ClientID(client), LoginTokens.scope(scopes), more)
                            .toHTTPRequest()));
            if (response instanceof DeviceAuthorizationSuccessResponse begun) {
                return begun;
            }
            throw Complaint.failure(
                    "the issuer does not begin a login ("
                            + new LoginTokens.Refused(response.toErrorResponse().getErrorObject()).getMessage() + ")",
                    "datacline login");
        } catch (ParseException e) {
            throw Complaint.failure("what the issuer answers at " + endpoint + " cannot be read", "datacline doctor");
        }
    }

    private static void sleep(Duration pause) {
        try {
            Thread.sleep(pause);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Complaint.failure("interrupted", "datacline login --device");
        }
    }
}
