package com.datacline.gateway.policy;

import com.datacline.gateway.call.Action;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * All that a policy's answers about a list depend on, but for the list itself. Whoever has equal rights gets equal answers:
 * a rule that is matched in part is matched alike when the rest of it is the same.
 *
 * @param list what is listed
 * @param rules how far each rule matches by what it says of the caller and of the time
 * @param roles those of the caller's roles that have permissions
 * @param asker who asks, where a rule looks at the caller and at what is asked for at once; otherwise null
 */
record Rights(
        Action list,
        List<Match> rules,
        List<String> roles,
        @Nullable Asker asker) {

    /** All that a rule can know of a caller. */
    record Asker(String id, String name, String client, Set<String> roles, Set<String> groups, Set<String> scopes) {}

    /** Returns the rights to a list; null if there is a rule by which no two answers need be the same. */
    static @Nullable Rights of(PolicyRules policy, Action list, Questions questions) {
        Question question = questions.whoever();
        List<Match> matches = new ArrayList<>(policy.rules().size());
        Set<Basis> bases = EnumSet.noneOf(Basis.class);
        for (Rule rule : policy.rules()) {
            Match match = Match.YES;
            for (Condition condition : rule.conditions()) {
                bases.add(condition.basis());
                if (condition.basis() == Basis.ASKER) {
                    match = match.and(condition.match(question));
                }
            }
            matches.add(match);
        }
        if (bases.contains(Basis.ANYTHING)) {
            return null;
        }
        List<String> roles = questions.roles().stream()
                .filter(policy.permissions()::containsKey)
                .toList();
        return new Rights(list, matches, roles, bases.contains(Basis.ASKER_AND_SUBJECT) ? asker(questions) : null);
    }

    private static Asker asker(Questions questions) {
        return new Asker(
                questions.caller().id(),
                questions.caller().name(),
                questions.caller().client(),
                questions.roles(),
                questions.caller().groups(),
                questions.caller().scopes());
    }
}
