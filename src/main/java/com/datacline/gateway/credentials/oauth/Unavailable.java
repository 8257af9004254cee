package com.datacline.gateway.credentials.oauth;

import com.datacline.gateway.call.CallFailed;
import com.datacline.gateway.call.FailureCode;

/** Reasons why there is no token. */
final class Unavailable {
    private Unavailable() {}

    static CallFailed because(String reason) {
        return new CallFailed(FailureCode.CREDENTIAL_UNAVAILABLE, reason);
    }
}
