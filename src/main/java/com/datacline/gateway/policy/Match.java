package com.datacline.gateway.policy;

/** Whether a condition holds of a question, part of which may not be known yet. */
enum Match {
    YES,
    NO,
    /** It depends on what is not known: the arguments, or which tool. */
    MAYBE,
    /** It cannot be told, and never will be: the question is answered with a no. */
    BROKEN,
    /** It depends on what is not known, and if it is not a no, it cannot be told. */
    DOUBTFUL;

    static Match of(boolean holds) {
        return holds ? YES : NO;
    }

    /** Returns what holds if both must. What is surely not so need not be evaluated. */
    Match and(Match other) {
        if (this == NO || other == NO) {
            return NO;
        }
        if (this == YES || this == other) {
            return other;
        }
        return other == YES ? this : DOUBTFUL;
    }
}
