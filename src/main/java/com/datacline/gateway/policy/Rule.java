package com.datacline.gateway.policy;

import java.util.List;

/**
 * One rule of the policy.
 *
 * @param name its name
 * @param line where it stands in the file
 * @param priority rules with a higher one are asked first; of equals the denying ones, then as they stand
 * @param effect what it does if it matches
 * @param conditions all of them must hold; none means always
 */
record Rule(String name, int line, int priority, Effect effect, List<Condition> conditions) {
    Rule {
        conditions = List.copyOf(conditions);
    }

    Match match(Question question) {
        return Conditions.all(conditions, question);
    }
}
