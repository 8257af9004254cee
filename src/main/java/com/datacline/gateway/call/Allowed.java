package com.datacline.gateway.call;

import com.datacline.gateway.security.Caller;

/**
 * A call that may be made.
 *
 * @param call the call
 * @param caller who makes it
 * @param because the rule that allows it
 */
public record Allowed(SingleCall call, Caller caller, String because) implements Decision {}
