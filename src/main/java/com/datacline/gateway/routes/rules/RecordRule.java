package com.datacline.gateway.routes.rules;

import com.datacline.gateway.routes.RouteFault;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.camel.model.CatchDefinition;
import org.apache.camel.model.OptionalIdentifiedDefinition;
import org.apache.camel.model.TryDefinition;
import org.apache.camel.model.WhenDefinition;
import org.apache.camel.model.language.ExpressionDefinition;
import org.jspecify.annotations.Nullable;

/** What a caller hears of a call or a list is in the audit trail, failures too. */
final class RecordRule {
    private static final Set<String> LISTS = Set.of("listings.list", "listings.byTool", "listings.searched");
    private static final String VISIBLE = "policy.visible";
    private static final String READ = "mcpDoor.read";
    private static final String FAILURE = "'com.datacline.gateway.call.Failure'";

    private final Block block;
    private final After after;
    private final List<RouteFault> faults = new ArrayList<>();
    private final Set<OptionalIdentifiedDefinition<?>> lost = new HashSet<>();

    private RecordRule(Block block) {
        this.block = block;
        this.after = After.of(block);
    }

    static List<RouteFault> judge(RouteSet set) {
        List<RouteFault> faults = new ArrayList<>();
        for (Block block : set.all()) {
            faults.addAll(new RecordRule(block).judge());
        }
        return faults;
    }

    private List<RouteFault> judge() {
        Set<String> end = Before.of(block).end();
        if (Way.isRecorded(block.from()) && end != null) {
            OptionalIdentifiedDefinition<?> last =
                    block.steps().isEmpty() ? null : block.steps().getLast();
            missing(
                    last,
                    end,
                    Way.APPEND,
                    "it can end without the step recorder.append: its answer would not be recorded");
            missing(last, end, Way.TAP, "it can end without a wireTap to direct:audit: no listener would be told");
        }
        Steps.walk(block.steps(), this::recording);
        Steps.walk(block.steps(), this::step);
        return faults;
    }

    /** What is done because a record could not be written cannot be recorded. */
    private void recording(OptionalIdentifiedDefinition<?> step) {
        if (step instanceof TryDefinition attempt
                && Attempt.body(attempt).stream()
                        .anyMatch(inner -> Steps.does(inner).contains(Way.APPEND))) {
            for (CatchDefinition clause : Attempt.catches(attempt)) {
                Steps.walk(clause.getOutputs(), lost::add);
            }
        }
    }

    private void step(OptionalIdentifiedDefinition<?> step) {
        for (String does : Steps.does(step)) {
            if (LISTS.contains(does)) {
                Set<String> done = after.step(step);
                missing(
                        step,
                        done,
                        VISIBLE,
                        "a list is made, and the step policy.visible is not on every path after this step: callers would see what they may not use");
                missing(
                        step,
                        done,
                        Way.APPEND,
                        "a list is made, and the step recorder.append is not on every path after this step");
                missing(
                        step,
                        done,
                        Way.TAP,
                        "a list is made, and a wireTap to direct:audit is not on every path after this step");
            } else if (does.equals(Way.DESCRIBE) && !lost.contains(step)) {
                missing(
                        step,
                        after.step(step),
                        Way.APPEND,
                        "a failure is described, and the step recorder.append is not on every path after this step");
                missing(
                        step,
                        after.step(step),
                        Way.TAP,
                        "a failure is described, and a wireTap to direct:audit is not on every path after this step");
            } else if (does.equals(READ) && !recordsWhatIsWrong()) {
                faults.add(block.fault(
                        step,
                        "a message is read, and no branch \"${body} is " + FAILURE
                                + "\" with the step recorder.append and a wireTap to direct:audit records one that is"
                                + " wrong"));
            }
        }
    }

    private boolean recordsWhatIsWrong() {
        boolean[] found = {false};
        Steps.walk(block.steps(), step -> {
            if (step instanceof WhenDefinition when) {
                ExpressionDefinition condition = Steps.expression(when);
                found[0] |= condition != null
                        && String.valueOf(condition.getExpression()).contains(FAILURE)
                        && does(when, Way.APPEND)
                        && does(when, Way.TAP);
            }
        });
        return found[0];
    }

    private static boolean does(WhenDefinition when, String wanted) {
        return when.getOutputs().stream()
                .anyMatch(inner -> !Steps.isDisabled(inner) && Steps.does(inner).contains(wanted));
    }

    private void missing(@Nullable OptionalIdentifiedDefinition<?> step, Set<String> done, String wanted, String why) {
        if (!done.contains(wanted)) {
            faults.add(block.fault(step, why));
        }
    }
}
