package com.datacline.gateway.security;

import java.util.ArrayList;
import java.util.List;
import org.springframework.boot.actuate.autoconfigure.endpoint.web.WebEndpointProperties;
import org.springframework.boot.actuate.endpoint.ExposableEndpoint;
import org.springframework.boot.actuate.endpoint.web.EndpointLinksResolver;
import org.springframework.boot.actuate.endpoint.web.EndpointMapping;
import org.springframework.boot.actuate.endpoint.web.EndpointMediaTypes;
import org.springframework.boot.actuate.endpoint.web.ExposableWebEndpoint;
import org.springframework.boot.actuate.endpoint.web.WebEndpointsSupplier;
import org.springframework.boot.actuate.endpoint.web.servlet.WebMvcEndpointHandlerMapping;
import org.springframework.boot.web.embedded.tomcat.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.web.cors.CorsConfiguration;

/**
 * The web server of the management port, which is named in the imports file of that context and must not be scanned. Spring
 * Boot maps endpoints only where the main context has Spring MVC, which the gateway has not; so they are mapped here.
 */
class ManagementEndpoints {

    @Bean
    WebMvcEndpointHandlerMapping endpoints(
            WebEndpointsSupplier supplier, EndpointMediaTypes types, WebEndpointProperties properties) {
        List<ExposableWebEndpoint> endpoints = List.copyOf(supplier.getEndpoints());
        List<ExposableEndpoint<?>> links = new ArrayList<>(endpoints);
        return new WebMvcEndpointHandlerMapping(
                new EndpointMapping(properties.getBasePath()),
                endpoints,
                types,
                new CorsConfiguration(),
                new EndpointLinksResolver(links, properties.getBasePath()),
                true);
    }

    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> plainManagementErrors() {
        return PlainErrors::install;
    }
}
