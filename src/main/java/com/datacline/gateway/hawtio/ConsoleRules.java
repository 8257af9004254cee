package com.datacline.gateway.hawtio;

import com.datacline.gateway.call.CallFailed;
import com.datacline.gateway.security.Caller;
import com.datacline.gateway.security.Operators;
import com.datacline.gateway.security.SecurityEvent;
import com.datacline.gateway.security.SecurityLog;
import java.util.Map;
import java.util.Set;
import javax.management.ObjectName;
import org.jolokia.server.core.service.api.Restrictor;
import org.jolokia.server.core.util.HttpMethod;
import org.jolokia.server.core.util.RequestType;

/**
 * What may be seen and done over Jolokia: contexts, routes and a few facts of the process are seen; servers are stopped and
 * started by operators; all else is neither there nor allowed. What is not named here is refused.
 */
final class ConsoleRules implements Restrictor {
    private static final Set<RequestType> TYPES =
            Set.of(RequestType.READ, RequestType.LIST, RequestType.SEARCH, RequestType.VERSION, RequestType.EXEC);

    /** What the process tells of itself, which is never its arguments, its environment or its system properties. */
    private static final Map<String, Set<String>> PROCESS = Map.of(
            "Runtime", Set.of("Name", "StartTime", "Uptime", "VmName", "VmVendor", "VmVersion", "SpecVersion"),
            "Memory", Set.of("HeapMemoryUsage", "NonHeapMemoryUsage"),
            "Threading", Set.of("ThreadCount", "PeakThreadCount", "DaemonThreadCount"),
            "OperatingSystem",
                    Set.of(
                            "Name",
                            "Arch",
                            "Version",
                            "AvailableProcessors",
                            "ProcessCpuLoad",
                            "SystemLoadAverage",
                            "OpenFileDescriptorCount",
                            "MaxFileDescriptorCount"),
            "ClassLoading", Set.of("LoadedClassCount", "TotalLoadedClassCount", "UnloadedClassCount"));

    /** Values that whoever writes routes may have put there. */
    private static final Set<String> HIDDEN = Set.of("GlobalOptions", "GlobalProperties", "Properties");

    /** Those with a flag to resolve placeholders are left out: they would show what the placeholders stand for. */
    private static final Set<String> VIEWS = Set.of(
            "dumpRoutesAsXml()",
            "dumpRouteAsXml()",
            "dumpRoutesStatsAsXml",
            "dumpRoutesStatsAsXml(boolean,boolean)",
            "dumpRouteStatsAsXml",
            "dumpRouteStatsAsXml(boolean,boolean)");

    private final Operators operators;
    private final SecurityLog log;

    ConsoleRules(Operators operators, SecurityLog log) {
        this.operators = operators;
        this.log = log;
    }

    @Override
    public boolean isHttpMethodAllowed(HttpMethod method) {
        return method == HttpMethod.GET || method == HttpMethod.POST;
    }

    @Override
    public boolean isTypeAllowed(RequestType type) {
        return TYPES.contains(type);
    }

    @Override
    public boolean isObjectNameHidden(ObjectName bean) {
        if (bean.getDomain().equals("java.lang")) {
            String type = bean.getKeyProperty("type");
            return type == null || !PROCESS.containsKey(type);
        }
        return !CamelBeans.isOf(bean, "context") && !CamelBeans.isOf(bean, "routes");
    }

    @Override
    public boolean isAttributeReadAllowed(ObjectName bean, String attribute) {
        if (isObjectNameHidden(bean)) {
            return false;
        }
        return bean.getDomain().equals("java.lang")
                ? PROCESS.getOrDefault(bean.getKeyProperty("type"), Set.of()).contains(attribute)
                : !HIDDEN.contains(attribute);
    }

    @Override
    public boolean isAttributeWriteAllowed(ObjectName bean, String attribute) {
        return false;
    }

    @Override
    public boolean isOperationAllowed(ObjectName bean, String operation) {
        boolean camel = CamelBeans.isOf(bean, "context") || CamelBeans.isOf(bean, "routes");
        if (camel && VIEWS.contains(operation)) {
            return true;
        }
        Caller caller = Operators.current();
        if (Steering.of(bean, operation) != null && operators.include(caller)) {
            return true;
        }
        try {
            log.note(new SecurityEvent.ConsoleRefused(caller.name(), bean.getCanonicalName(), operation));
        } catch (CallFailed e) {
            // The journal has told the log; the answer is no either way.
        }
        return false;
    }

    @Override
    public boolean isRemoteAccessAllowed(String... hosts) {
        // Who may connect is decided before: by the address that is listened on, and by the token.
        return true;
    }

    /** A foreign page's requests do not come this far; none is told by CORS headers that it may read the answer. */
    @Override
    public boolean isOriginAllowed(String origin, boolean onServer) {
        return onServer;
    }
}
