package com.datacline.gateway;

import com.datacline.gateway.catalogue.CatalogueProperties;
import com.datacline.gateway.console.ConsoleFiles;
import com.datacline.gateway.console.ConsoleProperties;
import com.datacline.gateway.console.ConsoleSettings;
import com.datacline.gateway.console.PagePolicy;
import com.datacline.gateway.security.AuthProperties;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The operator page. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ConsoleProperties.class)
class ConsoleBeans {

    @Bean
    ConsoleFiles consoleFiles(AuthProperties auth) {
        return new ConsoleFiles(PagePolicy.of(auth));
    }

    @Bean
    ConsoleSettings consoleSettings(
            @Value("${gateway.version}") String version,
            CatalogueProperties catalogue,
            AuthProperties auth,
            ConsoleProperties properties) {
        return new ConsoleSettings(version, catalogue.adminRole(), auth, properties);
    }
}
