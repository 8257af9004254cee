package com.datacline.gateway.routes.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.camel.model.BeanDefinition;
import org.apache.camel.model.ChoiceDefinition;
import org.apache.camel.model.CircuitBreakerDefinition;
import org.apache.camel.model.DisabledAwareDefinition;
import org.apache.camel.model.ExpressionNode;
import org.apache.camel.model.FilterDefinition;
import org.apache.camel.model.FinallyDefinition;
import org.apache.camel.model.HasExpressionType;
import org.apache.camel.model.LoopDefinition;
import org.apache.camel.model.OptionalIdentifiedDefinition;
import org.apache.camel.model.OutputNode;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.SetVariableDefinition;
import org.apache.camel.model.ToDefinition;
import org.apache.camel.model.TryDefinition;
import org.apache.camel.model.ValidateDefinition;
import org.apache.camel.model.WhenDefinition;
import org.apache.camel.model.WireTapDefinition;
import org.apache.camel.model.language.ConstantExpression;
import org.apache.camel.model.language.ExpressionDefinition;
import org.apache.camel.model.language.MethodCallExpression;
import org.jspecify.annotations.Nullable;

/** How to read the steps of Camel's model. */
final class Steps {
    private Steps() {}

    /** Returns the branches of a choice as steps of it, and otherwise what stands inside of a step. */
    static List<OptionalIdentifiedDefinition<?>> inside(OptionalIdentifiedDefinition<?> step) {
        List<OptionalIdentifiedDefinition<?>> inside = new ArrayList<>();
        switch (step) {
            case ChoiceDefinition choice -> {
                inside.addAll(choice.getWhenClauses());
                if (choice.getOtherwise() != null) {
                    inside.add(choice.getOtherwise());
                }
            }
            case CircuitBreakerDefinition breaker -> {
                inside.addAll(breaker.getOutputs());
                if (breaker.getOnFallback() != null) {
                    inside.add(breaker.getOnFallback());
                }
            }
            case TryDefinition attempt -> {
                inside.addAll(Attempt.body(attempt));
                inside.addAll(Attempt.catches(attempt));
                FinallyDefinition last = Attempt.last(attempt);
                if (last != null) {
                    inside.add(last);
                }
            }
            case ProcessorDefinition<?> other -> inside.addAll(other.getOutputs());
            case OutputNode branch -> inside.addAll(branch.getOutputs());
            default -> {}
        }
        return inside;
    }

    /** Shows every step that can run, outer ones first. */
    static void walk(
            List<? extends OptionalIdentifiedDefinition<?>> steps, Consumer<OptionalIdentifiedDefinition<?>> visitor) {
        for (OptionalIdentifiedDefinition<?> step : steps) {
            if (!isDisabled(step)) {
                visitor.accept(step);
                walk(inside(step), visitor);
            }
        }
    }

    /** A step that may be disabled cannot be relied on. */
    static boolean isDisabled(OptionalIdentifiedDefinition<?> step) {
        String disabled = step instanceof DisabledAwareDefinition aware ? aware.getDisabled() : null;
        return disabled != null && !disabled.equals("false");
    }

    /** Returns what the step itself does for sure: {@code policy.decide} for a bean, {@code tap:direct:audit} for a wire tap. */
    static Set<String> does(OptionalIdentifiedDefinition<?> step) {
        return switch (step) {
            case BeanDefinition bean when bean.getRef() != null -> Set.of(call(bean.getRef(), bean.getMethod()));
            case WireTapDefinition<?> tap -> Set.of("tap:" + tap.getUri());
            case SetVariableDefinition set
            when "server".equals(set.getName()) && expression(set) instanceof ConstantExpression constant ->
                Set.of("server=" + constant.getExpression());
            case ToDefinition to when to.getUri() != null -> Set.of("to:" + to.getUri());
            case ExpressionNode node
            when expression(node) instanceof MethodCallExpression method && method.getRef() != null ->
                Set.of(call(method.getRef(), method.getMethod()));
            default -> Set.of();
        };
    }

    /** Returns the expression that counts, where one stands inside of another. */
    static @Nullable ExpressionDefinition expression(HasExpressionType node) {
        ExpressionDefinition expression = node.getExpressionType();
        while (expression != null && expression.getExpressionType() != null) {
            expression = expression.getExpressionType();
        }
        return expression;
    }

    /** Tells whether the step's expression is asked for yes or no. */
    static boolean asks(HasExpressionType step) {
        return step instanceof WhenDefinition
                || step instanceof FilterDefinition
                || step instanceof ValidateDefinition
                || step instanceof LoopDefinition loop && "true".equals(loop.getDoWhile());
    }

    private static String call(String bean, @Nullable String method) {
        return bean + "." + method(method);
    }

    /** Returns a method's name without its parameters. */
    static String method(@Nullable String method) {
        if (method == null) {
            return "";
        }
        int parameters = method.indexOf('(');
        return parameters < 0 ? method : method.substring(0, parameters);
    }
}
