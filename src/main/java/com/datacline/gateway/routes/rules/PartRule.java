package com.datacline.gateway.routes.rules;

import com.datacline.gateway.routes.RouteFault;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.model.AggregateDefinition;
import org.apache.camel.model.BeanDefinition;
import org.apache.camel.model.CatchDefinition;
import org.apache.camel.model.EnrichDefinition;
import org.apache.camel.model.HasExpressionType;
import org.apache.camel.model.MulticastDefinition;
import org.apache.camel.model.OptionalIdentifiedDefinition;
import org.apache.camel.model.PollEnrichDefinition;
import org.apache.camel.model.ProcessDefinition;
import org.apache.camel.model.RecipientListDefinition;
import org.apache.camel.model.SplitDefinition;
import org.apache.camel.model.language.MethodCallExpression;
import org.jspecify.annotations.Nullable;

/** Every component, bean, method and class that a route names is there. */
final class PartRule {
    private final DefaultCamelContext context;
    private final List<RouteFault> faults = new ArrayList<>();

    private PartRule(DefaultCamelContext context) {
        this.context = context;
    }

    static List<RouteFault> judge(RouteSet set, DefaultCamelContext context) {
        PartRule rule = new PartRule(context);
        for (Block block : set.all()) {
            rule.scheme(block, null, block.from());
            Steps.walk(block.steps(), step -> {
                for (Send send : Send.of(step)) {
                    rule.scheme(block, step, send.uri());
                }
                rule.parts(block, step);
            });
        }
        return rule.faults;
    }

    private void scheme(Block block, @Nullable OptionalIdentifiedDefinition<?> step, String uri) {
        int colon = uri.indexOf(':');
        String scheme = colon < 0 ? uri : uri.substring(0, colon);
        if (scheme.isEmpty()
                || scheme.contains("{{")
                || scheme.contains(" ")
                || scheme.equals("kamelet") && colon < 0) {
            return;
        }
        // Camel makes a component when it is first named; nothing of it runs before the start.
        if (context.getComponent(scheme, true, false) == null) {
            faults.add(block.fault(step, "there is no component \"" + scheme + "\"; a library may be missing"));
        }
    }

    private void parts(Block block, OptionalIdentifiedDefinition<?> step) {
        switch (step) {
            case BeanDefinition bean -> bean(block, step, bean.getRef(), bean.getMethod(), bean.getBeanType());
            case ProcessDefinition process -> bean(block, step, process.getRef(), null, null);
            case CatchDefinition clause
            when clause.getExceptions() != null -> clause.getExceptions().forEach(name -> type(block, step, name));
            case RecipientListDefinition<?> list -> strategy(block, step, list.getAggregationStrategy());
            case MulticastDefinition multicast -> strategy(block, step, multicast.getAggregationStrategy());
            case SplitDefinition split -> strategy(block, step, split.getAggregationStrategy());
            case AggregateDefinition aggregate -> strategy(block, step, aggregate.getAggregationStrategy());
            case EnrichDefinition enrich -> strategy(block, step, enrich.getAggregationStrategy());
            case PollEnrichDefinition enrich -> strategy(block, step, enrich.getAggregationStrategy());
            default -> {}
        }
        if (step instanceof HasExpressionType node && Steps.expression(node) instanceof MethodCallExpression method) {
            bean(block, step, method.getRef(), method.getMethod(), method.getBeanTypeName());
        }
    }

    private void strategy(Block block, OptionalIdentifiedDefinition<?> step, @Nullable String ref) {
        bean(block, step, ref, null, null);
    }

    private void bean(
            Block block,
            OptionalIdentifiedDefinition<?> step,
            @Nullable String ref,
            @Nullable String method,
            @Nullable String type) {
        if (type != null) {
            type(block, step, type);
        }
        if (ref == null || ref.contains("{{") || ref.startsWith("#class:") || ref.startsWith("#type:")) {
            return;
        }
        String name = ref.startsWith("#bean:") ? ref.substring(6) : ref.startsWith("#") ? ref.substring(1) : ref;
        Object bean = context.getRegistry().lookupByName(name);
        if (bean == null) {
            faults.add(block.fault(step, "there is no bean \"" + name + "\""));
            return;
        }
        String wanted = Steps.method(method);
        if (!wanted.isEmpty()
                && !wanted.contains("{{")
                && Arrays.stream(bean.getClass().getMethods())
                        .noneMatch(known -> known.getName().equals(wanted))) {
            faults.add(block.fault(step, "the bean \"" + name + "\" has no method " + wanted));
        }
    }

    private void type(Block block, OptionalIdentifiedDefinition<?> step, String name) {
        if (!name.contains("{{") && context.getClassResolver().resolveClass(name) == null) {
            faults.add(block.fault(step, "there is no class " + name));
        }
    }
}
