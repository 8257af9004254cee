package com.datacline.gateway;

import com.datacline.gateway.hawtio.RouteBeansServer;
import com.datacline.gateway.registry.RegistryFile;
import com.datacline.gateway.routes.GatewayServlet;
import com.datacline.gateway.routes.GenerationBuilder;
import com.datacline.gateway.routes.Generations;
import com.datacline.gateway.routes.RequestEngine;
import com.datacline.gateway.routes.RequestReader;
import com.datacline.gateway.routes.RouteCheck;
import com.datacline.gateway.routes.RouteCounts;
import com.datacline.gateway.routes.RouteProperties;
import com.datacline.gateway.routes.RouteReports;
import com.datacline.gateway.routes.UnenforcedCheck;
import com.datacline.gateway.routes.rules.RouteRules;
import com.datacline.gateway.security.Administrators;
import com.datacline.gateway.security.ManagementProperties;
import com.datacline.gateway.telemetry.LogContext;
import com.datacline.gateway.tools.ToolDeclaration;
import com.datacline.gateway.tools.ToolRoutes;
import java.util.List;
import org.apache.camel.spi.RoutePolicyFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.web.ServerProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.context.WebServerApplicationContext;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The route engine behind the web server. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(RouteProperties.class)
class RouteBeans {

    /** The name is the one that Camel looks for. */
    @Bean("platform-http-engine")
    RequestEngine requestEngine(RouteProperties properties) {
        return new RequestEngine(new RequestReader(properties.maxRequest().toBytes()));
    }

    @Bean
    RouteCounts routeCounts() {
        return new RouteCounts();
    }

    /** Who reads text looks for the id in the message; nobody pays for more. */
    @Bean
    @ConditionalOnProperty(name = LogFormat.PROPERTY, havingValue = "json")
    LogContext logContext() {
        return new LogContext();
    }

    @Bean
    GenerationBuilder generationBuilder(
            ApplicationContext spring,
            RegistryFile registry,
            RequestEngine engine,
            RouteProperties properties,
            ManagementProperties management,
            RouteCounts counts,
            ObjectProvider<RoutePolicyFactory> watchers) {
        RouteCheck rules = new RouteRules(spring.getEnvironment()::containsProperty);
        RouteCheck check = properties.enforceRules() ? rules : new UnenforcedCheck(rules);
        boolean managed = management.hawtio()
                && spring.getEnvironment().getProperty("management.server.port", Integer.class, -1) >= 0;
        return new GenerationBuilder(
                spring,
                context -> registry.given(tags(ToolRoutes.declared(context))),
                engine,
                properties.folder(),
                check,
                counts,
                watchers.stream().filter(watcher -> watcher != counts).toList(),
                managed);
    }

    /** Without a web server, as where routes are only checked, nothing begins. */
    @Bean
    Generations generations(GenerationBuilder builder, RegistryFile registry, ApplicationContext spring) {
        Generations generations = new Generations(builder, registry, spring instanceof WebServerApplicationContext);
        registry.beforeChange(generations::prepare);
        return generations;
    }

    /** Returns the tags of tools, or null if there are no tools. */
    static @Nullable List<String> tags(List<ToolDeclaration> tools) {
        return tools.isEmpty() ? null : ToolRoutes.tags(tools);
    }

    @Bean
    RouteReports routeReports(Generations generations, RouteCounts counts, Administrators administrators) {
        return new RouteReports(generations, counts, administrators);
    }

    @Bean
    RouteBeansServer routeBeansServer(Generations generations) {
        return generations::beans;
    }

    @Bean
    ServletRegistrationBean<GatewayServlet> gatewayServlet(Generations generations, ServerProperties server) {
        ServletRegistrationBean<GatewayServlet> servlet = new ServletRegistrationBean<>(
                new GatewayServlet(generations, server.getTomcat().getConnectionTimeout()), "/*");
        servlet.setName("gateway");
        return servlet;
    }
}
