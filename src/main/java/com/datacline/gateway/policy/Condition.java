package com.datacline.gateway.policy;

/** Part of a rule's condition. */
interface Condition {

    /** Tells whether it holds. It does not throw. */
    Match match(Question question);
}
