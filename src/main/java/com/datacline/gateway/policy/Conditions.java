package com.datacline.gateway.policy;

import com.google.re2j.Pattern;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/** The parts of a rule's condition. What a question leaves open is a maybe. */
final class Conditions {
    private Conditions() {}

    /** Tells whether all of them hold. */
    static Match all(List<Condition> conditions, Question question) {
        Match match = Match.YES;
        for (Condition condition : conditions) {
            match = match.and(condition.match(question));
            if (match == Match.NO) {
                return match;
            }
        }
        return match;
    }

    /** Holds if one of the caller's values, such as groups, is named. */
    static Condition caller(Function<Question, Collection<String>> values, Names names) {
        return Condition.on(Basis.ASKER, question -> Match.of(names.hasAny(values.apply(question))));
    }

    static Condition server(Names names) {
        return Condition.on(Basis.SUBJECT, question -> Match.of(names.has(question.server())));
    }

    static Condition tag(Names names) {
        return Condition.on(
                Basis.SUBJECT,
                question -> Match.of(names.hasAny(question.facts().tags(question.server()))));
    }

    static Condition action(Set<Kind> kinds) {
        return Condition.on(Basis.SUBJECT, question -> Match.of(kinds.contains(question.kind())));
    }

    /** Holds if a tool, resource or prompt is named; never of anything of another kind. */
    static Condition subject(Kind kind, Names names) {
        boolean always = names.hasAll();
        return Condition.on(Basis.SUBJECT, question -> subject(question, kind, names::has, always));
    }

    /** Holds if a tool's name begins as the pattern says. */
    static Condition toolPattern(Pattern pattern) {
        return Condition.on(
                Basis.SUBJECT,
                question -> subject(
                        question,
                        Kind.INVOKE_TOOL,
                        name -> pattern.matcher(name).lookingAt(),
                        false));
    }

    /** Holds if a tool's annotation has the value; one that the tool does not have is what the specification takes it for. */
    static Condition annotation(String name, boolean expected) {
        return Condition.on(
                Basis.SUBJECT,
                question -> subject(
                        question,
                        Kind.INVOKE_TOOL,
                        tool -> Annotations.value(question.facts().annotations(question.server(), tool), name)
                                == expected,
                        false));
    }

    private static Match subject(Question question, Kind kind, Predicate<String> test, boolean always) {
        if (question.kind() != kind) {
            return Match.NO;
        }
        String subject = question.subject();
        return subject == null ? always ? Match.YES : Match.MAYBE : Match.of(test.test(subject));
    }
}
