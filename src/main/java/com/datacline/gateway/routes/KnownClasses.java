package com.datacline.gateway.routes;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.engine.DefaultClassResolver;
import org.jspecify.annotations.Nullable;

/** Finds classes by the names that routes write; {@code is} asks at each message, and Camel would load the class again. */
final class KnownClasses extends DefaultClassResolver {
    private final Map<String, Class<?>> known = new ConcurrentHashMap<>();

    KnownClasses(CamelContext context) {
        super(context);
    }

    @Override
    public @Nullable Class<?> resolveClass(String name) {
        Class<?> found = known.get(name);
        if (found == null) {
            found = super.resolveClass(name);
            if (found != null) {
                known.put(name, found);
            }
        }
        return found;
    }
}
