package com.datacline.gateway.policy;

/** On what of a question the answer of a condition depends: what may be shared between callers, and what not. */
enum Basis {
    /** On who asks and when, whatever is asked for. */
    ASKER,
    /** On what is asked for, whoever asks and whenever. */
    SUBJECT,
    /** On both, but not on when. */
    ASKER_AND_SUBJECT,
    /** On anything. */
    ANYTHING
}
