package com.datacline.gateway.routes.rules;

import com.datacline.gateway.routes.RouteFault;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.NoSuchLanguageException;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.model.CatchDefinition;
import org.apache.camel.model.HasExpressionType;
import org.apache.camel.model.OptionalIdentifiedDefinition;
import org.apache.camel.model.SetHeadersDefinition;
import org.apache.camel.model.SetVariablesDefinition;
import org.apache.camel.model.language.ExpressionDefinition;
import org.apache.camel.model.language.MethodCallExpression;
import org.apache.camel.spi.Language;

/** Every expression compiles, and every class that it asks for is there. */
final class ExpressionRule {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{\\??([^{}:]+)(?::([^{}]*))?}}");
    private static final Pattern TYPE = Pattern.compile("\\bis '([\\w.$]+)'");

    private final DefaultCamelContext context;
    private final List<RouteFault> faults = new ArrayList<>();

    private ExpressionRule(DefaultCamelContext context) {
        this.context = context;
    }

    static List<RouteFault> judge(RouteSet set, DefaultCamelContext context) {
        ExpressionRule rule = new ExpressionRule(context);
        for (Block block : set.all()) {
            Steps.walk(block.steps(), step -> {
                switch (step) {
                    case HasExpressionType node -> rule.judge(block, step, node, Steps.asks(node));
                    case SetVariablesDefinition several ->
                        several.getVariables().forEach(one -> rule.judge(block, step, one, false));
                    case SetHeadersDefinition several ->
                        several.getHeaders().forEach(one -> rule.judge(block, step, one, false));
                    case CatchDefinition clause
                    when clause.getOnWhen() != null -> rule.judge(block, step, clause.getOnWhen(), true);
                    default -> {}
                }
            });
        }
        return rule.faults;
    }

    private void judge(Block block, OptionalIdentifiedDefinition<?> step, HasExpressionType node, boolean asks) {
        ExpressionDefinition expression = Steps.expression(node);
        if (expression == null || expression.getLanguage() == null || expression instanceof MethodCallExpression) {
            return;
        }
        String text = filled(String.valueOf(expression.getExpression()));
        Matcher type = TYPE.matcher(text);
        while (type.find()) {
            if (context.getClassResolver().resolveClass(type.group(1)) == null) {
                faults.add(block.fault(step, "there is no class " + type.group(1)));
            }
        }
        try {
            Language language = context.resolveLanguage(expression.getLanguage());
            if (asks) {
                language.createPredicate(text).init(context);
            } else {
                language.createExpression(text).init(context);
            }
        } catch (NoSuchLanguageException e) {
            faults.add(block.fault(step, "there is no language \"" + expression.getLanguage() + "\""));
        } catch (Exception e) {
            String why = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
            faults.add(block.fault(
                    step, "the " + expression.getLanguage() + " expression \"" + text + "\" does not compile: " + why));
        }
    }

    /** Returns the text with something in the place of each placeholder; whether there is such a setting is another rule. */
    private String filled(String text) {
        return PLACEHOLDER.matcher(text).replaceAll(found -> {
            String value = null;
            try {
                value = context.getPropertiesComponent()
                        .resolveProperty(found.group(1))
                        .orElse(null);
            } catch (RuntimeException e) {
                // it is none that can be looked up
            }
            return Matcher.quoteReplacement(value != null ? value : found.group(2) != null ? found.group(2) : "1");
        });
    }
}
