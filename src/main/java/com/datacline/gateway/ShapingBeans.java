package com.datacline.gateway;

import com.datacline.gateway.audit.Scribe;
import com.datacline.gateway.catalogue.Catalogue;
import com.datacline.gateway.registry.Registry;
import com.datacline.gateway.routes.RouteProperties;
import com.datacline.gateway.shaping.Confirmations;
import com.datacline.gateway.shaping.KnownTools;
import com.datacline.gateway.shaping.Services;
import com.datacline.gateway.shaping.ShapeComponent;
import com.datacline.gateway.shaping.Shaping;
import com.datacline.gateway.upstream.UpstreamProperties;
import com.fasterxml.jackson.databind.JsonNode;
import com.github.benmanes.caffeine.cache.Ticker;
import java.util.function.Supplier;
import org.apache.camel.component.kamelet.KameletComponent;
import org.springframework.beans.factory.config.ConfigurableBeanFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Scope;

/** Routes of a team that shape what callers see, send and get. Each set of routes has components of its own. */
@Configuration(proxyBeanMethods = false)
class ShapingBeans {

    @Bean
    Services shapingServices(Catalogue catalogue, UpstreamProperties upstream, Scribe scribe) {
        KnownTools tools = new KnownTools() {
            @Override
            public boolean offers(String server, String tool) {
                return catalogue.peek().offer(server).tools().containsKey(tool);
            }

            @Override
            public boolean isReadOnly(String server, String tool) {
                JsonNode definition = catalogue.peek().offer(server).tools().get(tool);
                return definition != null
                        && definition.at("/annotations/readOnlyHint").asBoolean(false);
            }
        };
        return new Services(
                tools, new Confirmations(upstream.inputPatience(), Ticker.systemTicker()), scribe.redaction()::apply);
    }

    @Bean
    Shaping shaping(Supplier<Registry> registry) {
        return new Shaping(registry);
    }

    @Bean
    @Scope(ConfigurableBeanFactory.SCOPE_PROTOTYPE)
    ShapeComponent shape(Services shapingServices) {
        return new ShapeComponent(shapingServices);
    }

    /** A team's own Kamelets win over the gateway's of the same name. */
    @Bean
    @Scope(ConfigurableBeanFactory.SCOPE_PROTOTYPE)
    KameletComponent kamelet(RouteProperties routes) {
        KameletComponent kamelets = new KameletComponent();
        kamelets.setLocation("file:" + routes.folder().resolve("kamelets") + ",classpath:kamelets");
        return kamelets;
    }
}
