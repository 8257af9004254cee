package com.datacline.gateway;

import com.datacline.gateway.call.TaskNames;
import com.datacline.gateway.catalogue.Approvals;
import com.datacline.gateway.catalogue.Catalogue;
import com.datacline.gateway.catalogue.CatalogueProperties;
import com.datacline.gateway.catalogue.HeaderCheck;
import com.datacline.gateway.catalogue.Inquiries;
import com.datacline.gateway.catalogue.Links;
import com.datacline.gateway.catalogue.Listings;
import com.datacline.gateway.catalogue.Quarantine;
import com.datacline.gateway.catalogue.Resolver;
import com.datacline.gateway.catalogue.ToolFinder;
import com.datacline.gateway.cluster.Nodes;
import com.datacline.gateway.registry.Pinning;
import com.datacline.gateway.registry.RegistryFile;
import com.datacline.gateway.registry.RegistryReader;
import com.datacline.gateway.security.Administrators;
import com.datacline.gateway.security.AuthProperties;
import com.datacline.gateway.security.InvalidConfiguration;
import com.datacline.gateway.security.SecurityLog;
import java.nio.file.Path;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Which servers there are, and what they offer. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({CatalogueBeans.RegistryProperties.class, CatalogueProperties.class})
class CatalogueBeans {

    /**
     * Which servers there are.
     *
     * @param file the registry
     * @param defaultTimeout how long a call may take at a server that does not say
     */
    @ConfigurationProperties("gateway.registry")
    record RegistryProperties(
            @DefaultValue("mcp_servers.yaml") Path file,
            @DefaultValue("60s") Duration defaultTimeout) {}

    @Bean
    RegistryFile registryFile(RegistryProperties properties) {
        return new RegistryFile(properties.file(), new RegistryReader(properties.defaultTimeout()));
    }

    @Bean
    Catalogue catalogue(RegistryFile registry, CatalogueProperties properties, Quarantine quarantine) {
        Catalogue catalogue = new Catalogue(registry, properties, quarantine);
        registry.afterChange(catalogue::registryChanged);
        return catalogue;
    }

    @Bean
    Quarantine quarantine(CatalogueProperties properties, SecurityLog log) {
        Pinning pinning;
        try {
            pinning = Pinning.of(properties.pinTools());
        } catch (IllegalArgumentException e) {
            throw new InvalidConfiguration(
                    "PIN_TOOLS=" + properties.pinTools() + " is none of false, true and strict.");
        }
        try {
            return new Quarantine(pinning, properties.folder(), log);
        } catch (IllegalArgumentException e) {
            throw new InvalidConfiguration(String.valueOf(e.getMessage()));
        }
    }

    @Bean
    Approvals approvals(Quarantine quarantine, Catalogue catalogue, Administrators administrators, Nodes nodes) {
        Approvals approvals = new Approvals(quarantine, catalogue, administrators);
        CatalogueNews.between(nodes, catalogue, approvals);
        return approvals;
    }

    @Bean
    Administrators administrators(CatalogueProperties properties, AuthProperties auth) {
        return new Administrators(auth.enabled() ? properties.adminRole() : null);
    }

    @Bean
    Inquiries inquiries(CatalogueProperties properties) {
        return new Inquiries(properties);
    }

    @Bean
    Listings listings(Catalogue catalogue, CatalogueProperties properties, Quarantine quarantine) {
        return new Listings(catalogue, properties, quarantine);
    }

    @Bean
    ToolFinder toolFinder(Catalogue catalogue) {
        return new ToolFinder(catalogue);
    }

    @Bean
    HeaderCheck headerCheck(Catalogue catalogue) {
        return new HeaderCheck(catalogue);
    }

    @Bean
    Links links() {
        return new Links();
    }

    @Bean
    Resolver resolver(Catalogue catalogue, Links links, TaskNames taskNames) {
        return new Resolver(catalogue, links, taskNames);
    }
}
