package com.datacline.gateway.routes.rules;

import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.apache.camel.model.CatchDefinition;
import org.apache.camel.model.ChoiceDefinition;
import org.apache.camel.model.CircuitBreakerDefinition;
import org.apache.camel.model.FilterDefinition;
import org.apache.camel.model.FinallyDefinition;
import org.apache.camel.model.LoopDefinition;
import org.apache.camel.model.OnFallbackDefinition;
import org.apache.camel.model.OptionalIdentifiedDefinition;
import org.apache.camel.model.OtherwiseDefinition;
import org.apache.camel.model.PipelineDefinition;
import org.apache.camel.model.RollbackDefinition;
import org.apache.camel.model.StepDefinition;
import org.apache.camel.model.StopDefinition;
import org.apache.camel.model.ThrowExceptionDefinition;
import org.apache.camel.model.TryDefinition;
import org.jspecify.annotations.Nullable;

/** What is certainly done after a step, on whichever path the message goes on, until its block ends. */
final class After {
    private final IdentityHashMap<OptionalIdentifiedDefinition<?>, Set<String>> normal = new IdentityHashMap<>();
    private final IdentityHashMap<OptionalIdentifiedDefinition<?>, Set<String>> broken = new IdentityHashMap<>();

    private After() {}

    static After of(Block block) {
        After after = new After();
        after.walk(block.steps(), Set.of(), Set.of());
        return after;
    }

    /** Returns what is done after the step has ended well. */
    Set<String> step(OptionalIdentifiedDefinition<?> step) {
        return normal.getOrDefault(step, Set.of());
    }

    /** Returns what is done after the step, whether it ended well or with an exception. */
    Set<String> whatever(OptionalIdentifiedDefinition<?> step) {
        return both(step(step), broken.getOrDefault(step, Set.of()));
    }

    /** Goes through the steps from the last to the first; returns what is done from the first on. */
    private Set<String> walk(
            List<? extends OptionalIdentifiedDefinition<?>> steps, Set<String> after, Set<String> onException) {
        Set<String> done = after;
        for (OptionalIdentifiedDefinition<?> step : steps.reversed()) {
            if (!Steps.isDisabled(step)) {
                normal.put(step, done);
                broken.put(step, onException);
                done = from(step, done, onException);
            }
        }
        return done;
    }

    private Set<String> from(OptionalIdentifiedDefinition<?> step, Set<String> after, Set<String> onException) {
        return switch (step) {
            case StopDefinition stop -> Set.of();
            case RollbackDefinition rollback -> onException;
            case ThrowExceptionDefinition thrown -> onException;
            case ChoiceDefinition choice -> branches(choice, after, onException);
            case TryDefinition attempt -> attempt(attempt, after, onException);
            case CircuitBreakerDefinition breaker -> breaker(breaker, after, onException);
            case PipelineDefinition pipeline -> walk(Steps.inside(pipeline), after, onException);
            case StepDefinition group -> walk(Steps.inside(group), after, onException);
            // what is done once may be done again, and is left in the end
            case LoopDefinition loop -> both(after, walk(Steps.inside(loop), after, onException));
            case FilterDefinition filter -> both(after, walk(Steps.inside(filter), after, onException));
            default -> {
                // Copies of a message that are made inside of a split or a multicast end there.
                walk(Steps.inside(step), Set.of(), Set.of());
                yield with(after, Way.done(step, Set.of(Way.DECIDE)));
            }
        };
    }

    private Set<String> branches(ChoiceDefinition choice, Set<String> after, Set<String> onException) {
        @Nullable Set<String> done = choice.getOtherwise() == null ? after : null;
        for (OptionalIdentifiedDefinition<?> branch : Steps.inside(choice)) {
            boolean off = Steps.isDisabled(branch);
            if (!off) {
                Set<String> here = walk(Steps.inside(branch), after, onException);
                done = done == null ? here : both(done, here);
            } else if (branch instanceof OtherwiseDefinition) {
                done = done == null ? after : both(done, after);
            }
        }
        return done == null ? after : done;
    }

    private Set<String> attempt(TryDefinition attempt, Set<String> after, Set<String> onException) {
        FinallyDefinition last = Attempt.last(attempt);
        Set<String> afterwards = last == null ? after : walk(last.getOutputs(), after, onException);
        Set<String> unhandled = last == null ? onException : walk(last.getOutputs(), onException, onException);
        @Nullable Set<String> caught = null;
        boolean all = false;
        for (CatchDefinition clause : Attempt.catches(attempt)) {
            Set<String> here = walk(clause.getOutputs(), afterwards, unhandled);
            caught = caught == null ? here : both(caught, here);
            all |= Attempt.catchesAll(clause);
        }
        Set<String> failed = caught == null ? unhandled : all ? caught : both(caught, unhandled);
        return walk(Attempt.body(attempt), afterwards, failed);
    }

    private Set<String> breaker(CircuitBreakerDefinition breaker, Set<String> after, Set<String> onException) {
        OnFallbackDefinition fallback = breaker.getOnFallback();
        Set<String> failed = fallback == null ? onException : walk(fallback.getOutputs(), after, onException);
        return both(failed, walk(breaker.getOutputs(), after, failed));
    }

    private static Set<String> both(Set<String> one, Set<String> other) {
        Set<String> both = new HashSet<>(one);
        both.retainAll(other);
        return both;
    }

    private static Set<String> with(Set<String> some, Set<String> more) {
        Set<String> all = new HashSet<>(some);
        all.addAll(more);
        return all;
    }
}
