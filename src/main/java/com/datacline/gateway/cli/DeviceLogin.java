package com.datacline.gateway.cli;

import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.device.DeviceAuthorizationGrantError;
import com.nimbusds.oauth2.sdk.device.DeviceAuthorizationRequest;
import com.nimbusds.oauth2.sdk.device.DeviceAuthorizationResponse;
import com.nimbusds.oauth2.sdk.device.DeviceAuthorizationSuccessResponse;
import com.nimbusds.oauth2.sdk.device.DeviceCodeGrant;
import com.nimbusds.oauth2.sdk.id.ClientID;
import java.net.URI;
import java.time.Duration;
import java.util.List;

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
        DeviceAuthorizationSuccessResponse begun = begin(place);
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
                return LoginTokens.of(place, client, new DeviceCodeGrant(begun.getDeviceCode()), plain);
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

    private DeviceAuthorizationSuccessResponse begin(LoginPlace place) {
        URI endpoint = place.deviceEndpoint(plain);
        try {
            DeviceAuthorizationResponse response =
                    DeviceAuthorizationResponse.parse(LoginTokens.send(new DeviceAuthorizationRequest(
                                    endpoint,
                                    new ClientID(client),
                                    LoginTokens.scope(scopes),
                                    LoginTokens.resourceParameter(place.resource()))
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
