package com.datacline.gateway.routes.rules;

import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.apache.camel.model.CatchDefinition;
import org.apache.camel.model.ChoiceDefinition;
import org.apache.camel.model.CircuitBreakerDefinition;
import org.apache.camel.model.FinallyDefinition;
import org.apache.camel.model.LoadBalanceDefinition;
import org.apache.camel.model.MulticastDefinition;
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

/** What has certainly been done when a message comes to a step, on whichever path it came. */
final class Before {
    private final IdentityHashMap<OptionalIdentifiedDefinition<?>, Set<String>> known = new IdentityHashMap<>();
    private @Nullable Set<String> end;

    private Before() {}

    static Before of(Block block) {
        Before before = new Before();
        before.end = before.walk(block.steps(), Set.of());
        return before;
    }

    /** Returns what has been done before the step. */
    Set<String> step(OptionalIdentifiedDefinition<?> step) {
        return known.getOrDefault(step, Set.of());
    }

    /** Returns what has been done at the end of the block, or null if no message gets there. */
    @Nullable
    Set<String> end() {
        return end;
    }

    private @Nullable Set<String> walk(
            List<? extends OptionalIdentifiedDefinition<?>> steps, @Nullable Set<String> in) {
        Set<String> done = in;
        for (OptionalIdentifiedDefinition<?> step : steps) {
            if (done != null && !Steps.isDisabled(step)) {
                known.put(step, done);
                done = through(step, done);
            }
        }
        return done;
    }

    private @Nullable Set<String> through(OptionalIdentifiedDefinition<?> step, Set<String> in) {
        return switch (step) {
            case StopDefinition stop -> null;
            case RollbackDefinition rollback -> null;
            case ThrowExceptionDefinition thrown -> null;
            case ChoiceDefinition choice -> branches(Steps.inside(choice), in, choice.getOtherwise() == null);
            case TryDefinition attempt -> attempt(attempt, in);
            case CircuitBreakerDefinition breaker -> breaker(breaker, in);
            case PipelineDefinition pipeline -> walk(Steps.inside(pipeline), in);
            case StepDefinition group -> walk(Steps.inside(group), in);
            case MulticastDefinition multicast -> apart(multicast, in);
            case LoadBalanceDefinition balance -> apart(balance, in);
            default -> {
                walk(Steps.inside(step), in);
                yield with(in, Way.done(step, in));
            }
        };
    }

    /** What stands inside may be skipped, and does not follow each other. */
    private Set<String> apart(OptionalIdentifiedDefinition<?> step, Set<String> in) {
        Steps.inside(step).forEach(child -> walk(List.of(child), in));
        return in;
    }

    private @Nullable Set<String> branches(
            List<OptionalIdentifiedDefinition<?>> branches, Set<String> in, boolean maySkip) {
        Set<String> out = maySkip ? in : null;
        for (OptionalIdentifiedDefinition<?> branch : branches) {
            boolean off = Steps.isDisabled(branch);
            if (off && branch instanceof OtherwiseDefinition) {
                out = both(out, in);
            } else if (!off) {
                out = both(out, walk(Steps.inside(branch), in));
            }
        }
        return out;
    }

    /** An exception may come before the first step is done. */
    private @Nullable Set<String> attempt(TryDefinition attempt, Set<String> in) {
        Set<String> out = walk(Attempt.body(attempt), in);
        for (CatchDefinition clause : Attempt.catches(attempt)) {
            out = both(out, walk(clause.getOutputs(), in));
        }
        FinallyDefinition last = Attempt.last(attempt);
        if (last != null) {
            Set<String> afterwards = walk(last.getOutputs(), in);
            out = out == null || afterwards == null ? null : with(out, afterwards);
        }
        return out;
    }

    private @Nullable Set<String> breaker(CircuitBreakerDefinition breaker, Set<String> in) {
        Set<String> out = walk(breaker.getOutputs(), in);
        OnFallbackDefinition fallback = breaker.getOnFallback();
        return fallback == null ? out : both(out, walk(fallback.getOutputs(), in));
    }

    private static @Nullable Set<String> both(@Nullable Set<String> one, @Nullable Set<String> other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
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
