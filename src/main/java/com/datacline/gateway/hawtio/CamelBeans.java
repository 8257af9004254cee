package com.datacline.gateway.hawtio;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.jspecify.annotations.Nullable;

/**
 * The MBeans of the routes that are in force. Each generation has an MBean server of its own, so that names stay the same
 * while an old one drains; this one stands in front of them. Stopping or starting the route to a server goes to the gateway
 * instead of to Camel, because it is more than that: callers are told, and it stays so when the routes are edited.
 */
final class CamelBeans implements InvocationHandler {
    private static final String DOMAIN = "org.apache.camel";

    private final Supplier<MBeanServer> current;
    private final Consumer<Steering> steer;

    private CamelBeans(Supplier<MBeanServer> current, Consumer<Steering> steer) {
        this.current = current;
        this.steer = steer;
    }

    static MBeanServer over(Supplier<MBeanServer> current, Consumer<Steering> steer) {
        return (MBeanServer) Proxy.newProxyInstance(
                CamelBeans.class.getClassLoader(), new Class<?>[] {MBeanServer.class}, new CamelBeans(current, steer));
    }

    /** Returns the id of the route that an MBean is about, or null if it is about none. */
    static @Nullable String route(ObjectName bean) {
        String name = bean.getKeyProperty("name");
        if (!isOf(bean, "routes") || name == null) {
            return null;
        }
        return name.startsWith("\"") ? ObjectName.unquote(name) : name;
    }

    /** Tells whether an MBean is Camel's, and of a type such as {@code routes}. */
    static boolean isOf(ObjectName bean, String type) {
        return bean.getDomain().equals(DOMAIN) && type.equals(bean.getKeyProperty("type"));
    }

    private static boolean isDump(Method method, Object[] given) {
        return method.getName().equals("invoke") && ((String) given[1]).startsWith("dumpRoute");
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments) throws Throwable {
        Object[] given = arguments == null ? new Object[0] : arguments;
        switch (method.getName()) {
            case "equals" -> {
                return proxy == given[0];
            }
            case "hashCode" -> {
                return System.identityHashCode(proxy);
            }
            case "invoke" -> {
                Steering wish = Steering.of((ObjectName) given[0], (String) given[1]);
                if (wish != null) {
                    steer.accept(wish);
                    return null;
                }
            }
            default -> {}
        }
        try {
            Object answer = method.invoke(current.get(), given);
            return answer instanceof String text && isDump(method, given) ? RouteXml.drawable(text) : answer;
        } catch (InvocationTargetException e) {
            throw e.getCause() == null ? e : e.getCause();
        }
    }
}
