package com.datacline.gateway.call;

/** Whether a call may be made. */
public sealed interface Decision permits Allowed, Denied {
    SingleCall call();
}
