package com.datacline.gateway.routes.rules;

import java.util.ArrayList;
import java.util.List;
import org.apache.camel.model.DynamicRouterDefinition;
import org.apache.camel.model.EnrichDefinition;
import org.apache.camel.model.HasExpressionType;
import org.apache.camel.model.KameletDefinition;
import org.apache.camel.model.OptionalIdentifiedDefinition;
import org.apache.camel.model.PollDefinition;
import org.apache.camel.model.PollEnrichDefinition;
import org.apache.camel.model.RecipientListDefinition;
import org.apache.camel.model.RoutingSlipDefinition;
import org.apache.camel.model.SendDefinition;
import org.apache.camel.model.ToDynamicDefinition;
import org.apache.camel.model.WireTapDefinition;
import org.apache.camel.model.language.ConstantExpression;
import org.apache.camel.model.language.ExpressionDefinition;
import org.apache.camel.model.language.MethodCallExpression;
import org.apache.camel.model.language.SimpleExpression;
import org.jspecify.annotations.Nullable;

/**
 * One place that a step sends a message to.
 *
 * @param uri the whole address, or what of it is known before a message comes
 * @param whole whether it is the whole address
 */
record Send(String uri, boolean whole) {

    static List<Send> of(OptionalIdentifiedDefinition<?> step) {
        return switch (step) {
            case WireTapDefinition<?> tap -> of(tap.getUri(), !"false".equals(tap.getDynamicUri()));
            case ToDynamicDefinition to -> of(to.getUri(), true);
            case SendDefinition<?> to -> of(to.getEndpointUri(), false);
            case PollDefinition poll -> of(poll.getUri(), false);
            case KameletDefinition kamelet -> of("kamelet:" + kamelet.getName(), false);
            case EnrichDefinition enrich -> chosen(enrich);
            case PollEnrichDefinition enrich -> chosen(enrich);
            case RecipientListDefinition<?> list -> chosen(list);
            case RoutingSlipDefinition<?> slip -> chosen(slip);
            case DynamicRouterDefinition<?> router -> chosen(router);
            default -> List.of();
        };
    }

    private static List<Send> of(@Nullable String uri, boolean dynamic) {
        if (uri == null) {
            return List.of();
        }
        int variable = dynamic ? uri.indexOf("${") : -1;
        return List.of(new Send(variable < 0 ? uri : uri.substring(0, variable), variable < 0));
    }

    private static List<Send> chosen(HasExpressionType step) {
        ExpressionDefinition expression = Steps.expression(step);
        if (expression instanceof MethodCallExpression method) {
            return List.of(new Send(Way.CHOSEN_BY + method.getRef() + "." + Steps.method(method.getMethod()), false));
        }
        if (!(expression instanceof ConstantExpression) && !(expression instanceof SimpleExpression)) {
            return List.of(new Send("", false));
        }
        List<Send> sends = new ArrayList<>();
        for (String uri : String.valueOf(expression.getExpression()).split(",", -1)) {
            sends.addAll(of(uri.strip(), expression instanceof SimpleExpression));
        }
        return sends;
    }

    /** Returns the address without its options. */
    String address() {
        int options = uri.indexOf('?');
        return options < 0 ? uri : uri.substring(0, options);
    }

    /** Returns what stands before the colon, or null if that depends on the message. */
    @Nullable
    String scheme() {
        int colon = uri.indexOf(':');
        if (colon > 0) {
            return uri.substring(0, colon);
        }
        return whole && !uri.isEmpty() ? address() : null;
    }
}
