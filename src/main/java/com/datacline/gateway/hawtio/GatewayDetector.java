package com.datacline.gateway.hawtio;

import java.lang.instrument.Instrumentation;
import java.util.Map;
import java.util.Set;
import javax.management.MBeanServer;
import javax.management.MBeanServerConnection;
import org.jolokia.core.api.LogHandler;
import org.jolokia.server.core.detector.DefaultServerHandle;
import org.jolokia.server.core.detector.ServerDetector;
import org.jolokia.server.core.service.api.AbstractJolokiaService;
import org.jolokia.server.core.service.api.ServerHandle;
import org.jolokia.server.core.service.container.ContainerLocator;
import org.jolokia.server.core.service.request.RequestInterceptor;
import org.jolokia.server.core.util.jmx.MBeanServerAccess;
import org.jspecify.annotations.Nullable;

/** Tells Jolokia of the MBeans of the routes, which are on no MBean server that it would find. */
final class GatewayDetector extends AbstractJolokiaService<ServerDetector> implements ServerDetector {
    private final MBeanServer beans;

    GatewayDetector(MBeanServer beans) {
        super(ServerDetector.class, 0);
        this.beans = beans;
    }

    @Override
    public Class<ServerDetector> getType() {
        return ServerDetector.class;
    }

    @Override
    public String getName() {
        return "gateway";
    }

    @Override
    public void init(@Nullable Map<String, Object> configuration) {
        // There is nothing to configure.
    }

    @Override
    public ServerHandle detect(MBeanServerAccess servers) {
        return new DefaultServerHandle("Datacline", "Secure MCP Gateway", "");
    }

    @Override
    public @Nullable RequestInterceptor getRequestInterceptor(MBeanServerAccess servers) {
        return null;
    }

    @Override
    public Set<MBeanServerConnection> getMBeanServers() {
        return Set.of(beans);
    }

    @Override
    public @Nullable ClassLoader jvmAgentStartup(@Nullable Instrumentation instrumentation) {
        return null;
    }

    @Override
    public @Nullable ContainerLocator getContainerLocator(@Nullable LogHandler log) {
        return null;
    }
}
