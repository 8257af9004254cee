package com.datacline.gateway.hawtio;

import com.datacline.gateway.registry.RegistryFile;
import com.datacline.gateway.security.AuthProperties;
import com.datacline.gateway.security.ManagementProperties;
import com.datacline.gateway.security.Operators;
import com.datacline.gateway.security.SecurityEvent;
import com.datacline.gateway.security.SecurityLog;
import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.MappingMatch;
import java.net.URI;
import java.util.Map;
import javax.management.MBeanServer;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;

/** Hawtio and Jolokia on the management port; named in the imports file of that context and must not be scanned. */
@ConditionalOnBooleanProperty("gateway.management.hawtio")
class HawtioEndpoints {

    @Bean
    ServletRegistrationBean<HawtioPage> hawtioPage(AuthProperties auth, ManagementProperties properties) {
        HawtioPage page = new HawtioPage(auth.enabled() ? URI.create(auth.issuer()) : null, properties.hawtioClient());
        ServletRegistrationBean<HawtioPage> servlet =
                new ServletRegistrationBean<>(page, HawtioPage.PATH, HawtioPage.PATH + "/*");
        servlet.setName(ManagementProperties.PUBLIC_PAGE);
        return servlet;
    }

    /** A path that is not written as the servlet's own is nobody's; Spring Security could not read it. */
    @Bean
    FilterRegistrationBean<Filter> plainPaths() {
        FilterRegistrationBean<Filter> filter = new FilterRegistrationBean<>((request, response, chain) -> {
            HttpServletRequest asked = (HttpServletRequest) request;
            String uri = asked.getRequestURI();
            String own = asked.getServletPath();
            boolean ours = asked.getHttpServletMapping().getMappingMatch() != MappingMatch.DEFAULT;
            if (ours && !uri.equals(own) && !uri.startsWith(own + "/")) {
                ((HttpServletResponse) response).sendError(HttpServletResponse.SC_BAD_REQUEST);
            } else {
                chain.doFilter(request, response);
            }
        });
        filter.setOrder(Ordered.HIGHEST_PRECEDENCE);
        return filter;
    }

    /** The second address is the one that Hawtio's page tries first. */
    @Bean
    ServletRegistrationBean<JolokiaServlet> jolokia(
            RouteBeansServer routes, RegistryFile registry, Operators operators, SecurityLog log) {
        MBeanServer beans = CamelBeans.over(routes, wish -> {
            String user = Operators.current().name();
            if (registry.get().server(wish.server()).isEmpty()) {
                throw new IllegalArgumentException("there is no server " + wish.server());
            }
            // What cannot be recorded is not done.
            log.note(new SecurityEvent.ServerSteered(wish.server(), user, wish.start()));
            if (wish.start()) {
                registry.start(wish.server());
            } else {
                registry.stop(wish.server());
            }
        });
        ServletRegistrationBean<JolokiaServlet> servlet = new ServletRegistrationBean<>(
                new JolokiaServlet(new ConsoleRules(operators, log), beans),
                "/actuator/jolokia",
                "/actuator/jolokia/*",
                HawtioPage.PATH + "/jolokia",
                HawtioPage.PATH + "/jolokia/*");
        servlet.setName("jolokia");
        servlet.setInitParameters(Map.of(
                "discoveryEnabled", "false",
                "allowErrorDetails", "false",
                "includeStackTrace", "false",
                "serializeException", "false",
                "agentId", "gateway",
                "agentDescription", "Secure MCP Gateway",
                "debug", "false"));
        return servlet;
    }
}
