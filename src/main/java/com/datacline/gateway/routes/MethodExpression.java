package com.datacline.gateway.routes;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionStage;
import org.apache.camel.BeanScope;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Expression;
import org.apache.camel.Message;
import org.apache.camel.component.bean.BeanInfo;
import org.apache.camel.component.bean.MethodInfo;
import org.apache.camel.language.bean.BeanExpression;
import org.apache.camel.language.bean.RuntimeBeanExpressionException;
import org.apache.camel.support.ExpressionAdapter;
import org.jspecify.annotations.Nullable;

/**
 * A step's method as an expression. Camel evaluates one on a copy of the whole exchange, with all its variables and headers,
 * because the method might change it; these methods are given values only, so nothing is copied.
 */
final class MethodExpression extends ExpressionAdapter {
    private final String bean;
    private final Object target;
    private final Method method;
    private final @Nullable Expression parameters;

    private MethodExpression(String bean, Object target, Method method, @Nullable Expression parameters) {
        this.bean = bean;
        this.target = target;
        this.method = method;
        this.parameters = parameters;
    }

    /** Returns the expression, or null if it needs what only Camel's own can do. */
    static @Nullable MethodExpression of(BeanExpression whole, CamelContext context) {
        String bean = whole.getBeanName();
        String name = whole.getMethod();
        if (bean == null || name == null || whole.getScope() != BeanScope.Singleton || whole.getResultType() != null) {
            return null;
        }
        Object target = context.getRegistry().lookupByName(bean);
        if (target == null || target instanceof Class) {
            return null;
        }
        List<Method> methods = Arrays.stream(target.getClass().getMethods())
                .filter(method -> method.getName().equals(name) && !method.isBridge())
                .toList();
        if (methods.size() != 1 || !takesAndGivesValues(methods.getFirst())) {
            return null;
        }
        Method method = methods.getFirst();
        MethodInfo info = new BeanInfo(context, target.getClass()).getMethodInfo(method);
        if (info == null || !method.trySetAccessible()) {
            return null;
        }
        Expression parameters = info.hasParameters() ? info.getParametersExpression() : null;
        if (parameters != null) {
            parameters.init(context);
        }
        return new MethodExpression(bean, target, method, parameters);
    }

    private static boolean takesAndGivesValues(Method method) {
        Class<?> result = method.getReturnType();
        return method.getAnnotations().length == 0
                && result != void.class
                && !Callable.class.isAssignableFrom(result)
                && !CompletionStage.class.isAssignableFrom(result)
                && Arrays.stream(method.getParameterTypes())
                        .noneMatch(type -> Exchange.class.isAssignableFrom(type)
                                || Message.class.isAssignableFrom(type)
                                || CamelContext.class.isAssignableFrom(type));
    }

    /** What the method throws becomes the exchange's exception, as with Camel's own. */
    @Override
    public @Nullable Object evaluate(Exchange exchange) {
        try {
            Object[] arguments = parameters == null ? null : parameters.evaluate(exchange, Object[].class);
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            exchange.setException(e.getTargetException());
            return null;
        } catch (Exception e) {
            throw new RuntimeBeanExpressionException(exchange, bean, method.getName(), e);
        }
    }

    @Override
    public String toString() {
        return "BeanExpression[" + bean + " method:" + method.getName() + "]";
    }
}
