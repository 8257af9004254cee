package com.datacline.gateway.routes.rules;

import java.util.ArrayList;
import java.util.List;
import org.apache.camel.model.CatchDefinition;
import org.apache.camel.model.FinallyDefinition;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.TryDefinition;
import org.jspecify.annotations.Nullable;

/** The parts of a {@code doTry}. */
final class Attempt {
    private Attempt() {}

    static List<ProcessorDefinition<?>> body(TryDefinition attempt) {
        List<ProcessorDefinition<?>> body = new ArrayList<>(attempt.getOutputs());
        body.removeIf(step -> step instanceof CatchDefinition || step instanceof FinallyDefinition);
        return body;
    }

    static List<CatchDefinition> catches(TryDefinition attempt) {
        List<CatchDefinition> clauses = attempt.getCatchClauses();
        return clauses == null
                ? List.of()
                : clauses.stream().filter(clause -> !Steps.isDisabled(clause)).toList();
    }

    static @Nullable FinallyDefinition last(TryDefinition attempt) {
        FinallyDefinition last = attempt.getFinallyClause();
        return last == null || Steps.isDisabled(last) ? null : last;
    }

    /** Tells whether nothing gets past the clause. */
    static boolean catchesAll(CatchDefinition clause) {
        return clause.getOnWhen() == null
                && clause.getExceptions() != null
                && clause.getExceptions().contains(Throwable.class.getName());
    }
}
