package com.datacline.gateway.policy;

/** What a rule does. */
enum Effect {
    ALLOW,
    DENY
}
