package com.datacline.gateway;

import com.datacline.gateway.call.AbandonedCalls;
import com.datacline.gateway.call.TaskNames;
import com.datacline.gateway.catalogue.Catalogue;
import com.datacline.gateway.credentials.Credentials;
import com.datacline.gateway.credentials.SecretStore;
import com.datacline.gateway.credentials.oauth.LoginProperties;
import com.datacline.gateway.credentials.oauth.Logins;
import com.datacline.gateway.credentials.oauth.OAuthClient;
import com.datacline.gateway.credentials.vault.VaultProperties;
import com.datacline.gateway.credentials.vault.VaultSecrets;
import com.datacline.gateway.network.TlsFiles;
import com.datacline.gateway.openapi.OpenApis;
import com.datacline.gateway.registry.KnownSecrets;
import com.datacline.gateway.registry.Registry;
import com.datacline.gateway.security.AuthProperties;
import com.datacline.gateway.security.InvalidConfiguration;
import com.datacline.gateway.upstream.ApiComponent;
import com.datacline.gateway.upstream.ApiConnections;
import com.datacline.gateway.upstream.BreakerProperties;
import com.datacline.gateway.upstream.Breakers;
import com.datacline.gateway.upstream.BulkheadProperties;
import com.datacline.gateway.upstream.Bulkheads;
import com.datacline.gateway.upstream.McpComponent;
import com.datacline.gateway.upstream.Retries;
import com.datacline.gateway.upstream.RetryProperties;
import com.datacline.gateway.upstream.StdioProperties;
import com.datacline.gateway.upstream.Transport;
import com.datacline.gateway.upstream.UpstreamProperties;
import com.datacline.gateway.upstream.Upstreams;
import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Clock;
import java.util.function.Supplier;
import org.springframework.beans.factory.config.ConfigurableBeanFactory;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Scope;
import org.springframework.core.env.Environment;

/** The way to the servers, and what the gateway shows them. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({
    LoginProperties.class,
    UpstreamProperties.class,
    BreakerProperties.class,
    BulkheadProperties.class,
    RetryProperties.class,
    StdioProperties.class,
    VaultProperties.class
})
class UpstreamBeans {

    @Bean
    VaultSecrets vaultSecrets(VaultProperties properties, KnownSecrets known) {
        try {
            return new VaultSecrets(properties, known::remember, System::nanoTime);
        } catch (IllegalArgumentException | TlsFiles.InvalidTlsFile e) {
            throw new InvalidConfiguration("VAULT_ADDR or VAULT_CACERT cannot be used: " + e.getMessage());
        }
    }

    @Bean
    SecretStore secretStore(Environment environment, VaultSecrets vault, KnownSecrets known) {
        return new SecretStore(environment::getProperty, vault, known::remember);
    }

    @Bean
    OAuthClient oauthClient(
            Supplier<Registry> registry,
            SecretStore secrets,
            LoginProperties properties,
            AuthProperties auth,
            UpstreamProperties upstream) {
        try {
            return new OAuthClient(
                    registry,
                    secrets,
                    properties,
                    auth.address(),
                    upstream.truststore(),
                    Clock.systemUTC(),
                    Ticker.systemTicker());
        } catch (IllegalArgumentException e) {
            throw new InvalidConfiguration(String.valueOf(e.getMessage()));
        }
    }

    @Bean
    Logins logins(OAuthClient client) {
        return client.logins();
    }

    @Bean
    Credentials credentials(Supplier<Registry> registry, SecretStore secrets, OAuthClient client) {
        return new Credentials(registry, secrets, client.tokens(), client.exchanges());
    }

    @Bean
    Transport transport(UpstreamProperties properties) {
        try {
            return new Transport(properties);
        } catch (TlsFiles.InvalidTlsFile e) {
            throw new InvalidConfiguration("UPSTREAM_TRUSTSTORE cannot be used: " + e.getMessage());
        }
    }

    @Bean
    Upstreams upstreams(
            Supplier<Registry> registry,
            Transport transport,
            StdioProperties stdio,
            Credentials credentials,
            TaskNames taskNames,
            AbandonedCalls abandoned) {
        return new Upstreams(registry, transport, stdio, credentials::secretAt, taskNames, abandoned);
    }

    @Bean
    Breakers breakers(Supplier<Registry> registry, BreakerProperties properties) {
        return new Breakers(registry, properties);
    }

    @Bean
    Bulkheads bulkheads(Supplier<Registry> registry, BulkheadProperties properties) {
        return new Bulkheads(registry, properties);
    }

    @Bean
    Retries retries(RetryProperties properties, Catalogue catalogue, Breakers breakers) {
        return new Retries(properties, new KnownFacts(catalogue::peek)::annotations, server -> breakers.state(server)
                .equals("open"));
    }

    @Bean
    McpComponent mcp(Upstreams upstreams) {
        return new McpComponent(upstreams);
    }

    @Bean
    ApiConnections apiConnections(Transport transport) {
        return new ApiConnections(transport);
    }

    /** A Camel context that closes stops its components, so each generation has one of its own. */
    @Bean
    @Scope(ConfigurableBeanFactory.SCOPE_PROTOTYPE)
    ApiComponent api(ApiConnections connections) {
        return new ApiComponent(connections);
    }

    @Bean
    OpenApis openApis(Supplier<Registry> registry) {
        return new OpenApis(registry);
    }
}
