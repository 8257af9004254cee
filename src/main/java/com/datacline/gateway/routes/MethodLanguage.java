package com.datacline.gateway.routes;

import org.apache.camel.Expression;
import org.apache.camel.language.bean.BeanExpression;
import org.apache.camel.language.bean.BeanLanguage;
import org.jspecify.annotations.Nullable;

/**
 * What {@code method:} means in a route: Camel's own language, but that a step which cannot touch the exchange is called
 * without a copy of it.
 */
final class MethodLanguage extends BeanLanguage {
    /** The name under which a Camel context finds it before its own. */
    static final String NAME = "bean-language";

    @Override
    public Expression createExpression(String expression) {
        return lean(super.createExpression(expression));
    }

    @Override
    public Expression createExpression(String expression, @Nullable Object[] properties) {
        return lean(super.createExpression(expression, properties));
    }

    private Expression lean(Expression expression) {
        Expression lean =
                expression instanceof BeanExpression bean ? MethodExpression.of(bean, getCamelContext()) : null;
        return lean == null ? expression : lean;
    }
}
