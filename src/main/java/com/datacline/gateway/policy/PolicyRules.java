package com.datacline.gateway.policy;

import com.datacline.gateway.security.Caller;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What a policy file says: rules by priority, the first that matches decides; then the permissions of the caller's roles;
 * then the default.
 *
 * @param file its name in reasons
 * @param rules in the order in which they are asked
 * @param permissions by role
 * @param userRoles roles by user or client name
 * @param groupRoles roles by group
 * @param limits how many calls there may be, in the order of the file
 * @param byDefault what holds where nothing else is said
 */
record PolicyRules(
        String file,
        List<Rule> rules,
        Map<String, List<Permission>> permissions,
        Map<String, Set<String>> userRoles,
        Map<String, Set<String>> groupRoles,
        List<Limit> limits,
        Effect byDefault) {

    /** What is longer is denied, so that regular expressions take no time that a caller can choose. */
    private static final int LONGEST_SUBJECT = 8192;

    PolicyRules {
        List<Rule> sorted = new ArrayList<>(rules);
        sorted.sort(Comparator.comparing((Rule rule) -> -(long) rule.priority())
                .thenComparing(rule -> rule.effect() == Effect.DENY ? 0 : 1));
        rules = List.copyOf(sorted);
        permissions = Map.copyOf(permissions);
        userRoles = Map.copyOf(userRoles);
        groupRoles = Map.copyOf(groupRoles);
        limits = List.copyOf(limits);
    }

    /** Returns all roles of a caller. */
    Set<String> roles(Caller caller) {
        Set<String> roles = new TreeSet<>(caller.roles());
        roles.addAll(userRoles.getOrDefault(caller.name(), Set.of()));
        caller.groups().forEach(group -> roles.addAll(groupRoles.getOrDefault(group, Set.of())));
        return roles;
    }

    /** Answers a question. What cannot be evaluated is a no; what is left open is a yes if it could become one. */
    Ruling answer(Question question) {
        String subject = question.subject();
        if (subject != null && subject.length() > LONGEST_SUBJECT) {
            return new Ruling(false, "a name of more than " + LONGEST_SUBJECT + " characters", 0);
        }
        for (Rule rule : rules) {
            Ruling ruling = of(rule, question);
            if (ruling != null) {
                return ruling;
            }
        }
        for (String role : question.roles()) {
            for (Permission permission : permissions.getOrDefault(role, List.of())) {
                if (permission.match(question) != Match.NO) {
                    return new Ruling(true, "role \"" + role + "\"", permission.line());
                }
            }
        }
        return byDefault == Effect.ALLOW
                ? new Ruling(true, "the default", 0)
                : new Ruling(false, "no rule or role allows it", 0);
    }

    private static @Nullable Ruling of(Rule rule, Question question) {
        return switch (rule.match(question)) {
            case NO, DOUBTFUL -> null;
            case YES -> new Ruling(rule.effect() == Effect.ALLOW, named(rule), rule.line());
            case MAYBE -> rule.effect() == Effect.ALLOW ? new Ruling(true, named(rule), rule.line()) : null;
            case BROKEN -> new Ruling(false, named(rule) + ", which cannot be evaluated", rule.line());
        };
    }

    private static String named(Rule rule) {
        return "rule \"" + rule.name() + "\"";
    }
}
