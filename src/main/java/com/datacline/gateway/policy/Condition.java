package com.datacline.gateway.policy;

import java.util.function.Function;

/** Part of a rule's condition. */
interface Condition {

    /** Tells whether it holds. It does not throw. */
    Match match(Question question);

    /** Returns on what that depends. A condition that does not say is asked anew each time, and shared with nobody. */
    default Basis basis() {
        return Basis.ANYTHING;
    }

    /** Returns a condition that depends on nothing but that. */
    static Condition on(Basis basis, Function<Question, Match> match) {
        return new Condition() {
            @Override
            public Match match(Question question) {
                return match.apply(question);
            }

            @Override
            public Basis basis() {
                return basis;
            }
        };
    }
}
