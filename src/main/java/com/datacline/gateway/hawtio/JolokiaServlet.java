package com.datacline.gateway.hawtio;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;
import java.util.TreeSet;
import javax.management.MBeanServer;
import org.jolokia.server.core.detector.ServerDetectorLookup;
import org.jolokia.server.core.http.AgentServlet;
import org.jolokia.server.core.service.api.Restrictor;

/** MBeans over HTTP. Nothing is done by GET, which a page can send without being asked who it is. */
final class JolokiaServlet extends AgentServlet {
    private static final long serialVersionUID = 1L;

    private final transient MBeanServer beans;

    JolokiaServlet(Restrictor rules, MBeanServer beans) {
        super(rules);
        this.beans = beans;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String path = request.getPathInfo();
        boolean version = path == null || path.equals("/") || path.equals("/version");
        if (!version || request.getParameter("p") != null) {
            response.sendError(HttpServletResponse.SC_METHOD_NOT_ALLOWED);
            return;
        }
        super.doGet(request, response);
    }

    /** Nothing is looked for: the MBeans are those of the routes, and the process's own. */
    @Override
    protected ServerDetectorLookup getServerDetectorLookup() {
        return log -> new TreeSet<>(Set.of(new GatewayDetector(beans)));
    }
}
