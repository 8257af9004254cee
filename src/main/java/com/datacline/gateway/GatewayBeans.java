package com.datacline.gateway;

import com.datacline.gateway.broadcast.BroadcastAnswer;
import com.datacline.gateway.broadcast.BroadcastReplies;
import com.datacline.gateway.broadcast.Broadcasts;
import com.datacline.gateway.call.AbandonedCalls;
import com.datacline.gateway.call.Failures;
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
import com.datacline.gateway.credentials.Credentials;
import com.datacline.gateway.credentials.SecretStore;
import com.datacline.gateway.credentials.oauth.LoginProperties;
import com.datacline.gateway.credentials.oauth.Logins;
import com.datacline.gateway.credentials.oauth.OAuthClient;
import com.datacline.gateway.credentials.vault.VaultProperties;
import com.datacline.gateway.credentials.vault.VaultSecrets;
import com.datacline.gateway.door.CallStreams;
import com.datacline.gateway.door.ClientSessions;
import com.datacline.gateway.door.DiscoveryAnswers;
import com.datacline.gateway.door.Greetings;
import com.datacline.gateway.door.Listening;
import com.datacline.gateway.door.LoginAnswers;
import com.datacline.gateway.door.McpAnswers;
import com.datacline.gateway.door.McpDoor;
import com.datacline.gateway.door.OpenStreams;
import com.datacline.gateway.door.RestAnswers;
import com.datacline.gateway.door.RestDoor;
import com.datacline.gateway.door.SessionDoor;
import com.datacline.gateway.door.SessionProperties;
import com.datacline.gateway.network.TlsFiles;
import com.datacline.gateway.policy.Limits;
import com.datacline.gateway.policy.Policies;
import com.datacline.gateway.policy.Policy;
import com.datacline.gateway.policy.PolicyFile;
import com.datacline.gateway.policy.PolicyNews;
import com.datacline.gateway.policy.PolicyProperties;
import com.datacline.gateway.registry.KnownSecrets;
import com.datacline.gateway.registry.Pinning;
import com.datacline.gateway.registry.Registry;
import com.datacline.gateway.registry.RegistryReader;
import com.datacline.gateway.security.AuthProperties;
import com.datacline.gateway.security.InvalidConfiguration;
import com.datacline.gateway.security.KeptKey;
import com.datacline.gateway.security.SecurityLog;
import com.datacline.gateway.upstream.McpComponent;
import com.datacline.gateway.upstream.StdioProperties;
import com.datacline.gateway.upstream.Transport;
import com.datacline.gateway.upstream.UpstreamProperties;
import com.datacline.gateway.upstream.Upstreams;
import com.github.benmanes.caffeine.cache.Ticker;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.function.Supplier;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** The steps that the routes name. A bean's name here is its name in the YAML. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({
    GatewayBeans.RegistryProperties.class,
    CatalogueProperties.class,
    UpstreamProperties.class,
    StdioProperties.class,
    SessionProperties.class,
    LoginProperties.class,
    PolicyProperties.class,
    VaultProperties.class
})
class GatewayBeans {

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
    Supplier<Registry> registry(RegistryProperties properties) {
        Registry registry = new RegistryReader(properties.defaultTimeout()).read(properties.file());
        return () -> registry;
    }

    @Bean
    ClientSessions clientSessions(SessionProperties properties, Upstreams upstreams) {
        return new ClientSessions(properties, upstreams::end);
    }

    @Bean
    TaskNames taskNames(LoginProperties properties) {
        return new TaskNames(KeptKey.in(properties.folder().resolve("task.key")));
    }

    @Bean
    CallStreams callStreams(SessionProperties properties, TaskNames taskNames) {
        return new CallStreams(properties, taskNames);
    }

    @Bean
    Listening listening(
            SessionProperties properties,
            ClientSessions sessions,
            TaskNames taskNames,
            Upstreams upstreams,
            Catalogue catalogue,
            Policy policy,
            PolicyFile policyFile) {
        Listening listening = new Listening(properties, sessions, taskNames, upstreams::end, policy::sight);
        catalogue.onChange(listening::announce);
        policyFile.onChange(news -> {
            if (news instanceof PolicyNews.Changed) {
                listening.announceAll();
            }
        });
        return listening;
    }

    @Bean
    OpenStreams openStreams(Listening listening, ClientSessions sessions) {
        return new OpenStreams(listening, sessions);
    }

    @Bean
    McpDoor mcpDoor(ClientSessions sessions, CallStreams streams, Listening listening) {
        return new McpDoor(sessions, streams, listening);
    }

    @Bean
    SessionDoor sessionDoor(ClientSessions sessions, Greetings greetings, SessionProperties properties) {
        return new SessionDoor(sessions, greetings, properties);
    }

    @Bean
    Greetings greetings(@Value("${gateway.version}") String version, Catalogue catalogue) {
        return new Greetings(version, sight -> catalogue.get().extensions(sight));
    }

    @Bean
    McpAnswers mcpAnswers(Greetings greetings, CallStreams streams, CatalogueProperties properties) {
        return new McpAnswers(greetings, streams, properties.refresh().toMillis());
    }

    @Bean
    RestDoor restDoor() {
        return new RestDoor();
    }

    @Bean
    RestAnswers restAnswers() {
        return new RestAnswers();
    }

    @Bean
    Failures failures() {
        return new Failures();
    }

    @Bean
    Catalogue catalogue(Supplier<Registry> registry, CatalogueProperties properties, Quarantine quarantine) {
        return new Catalogue(registry, properties, quarantine);
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
    Approvals approvals(
            Quarantine quarantine, Catalogue catalogue, CatalogueProperties properties, AuthProperties auth) {
        return new Approvals(quarantine, catalogue, auth.enabled() ? properties.adminRole() : null);
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

    @Bean
    PolicyFile policyFile(PolicyProperties properties) {
        return new PolicyFile(properties);
    }

    @Bean
    Policy policy(PolicyFile policyFile, Catalogue catalogue) {
        return Policies.of(policyFile, new KnownFacts(catalogue::peek), Clock.systemUTC());
    }

    @Bean
    Limits limits(Policy policy) {
        return policy.limits(Ticker.systemTicker());
    }

    @Bean
    VaultSecrets vaultSecrets(VaultProperties properties) {
        try {
            return new VaultSecrets(properties, System::nanoTime);
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
    DiscoveryAnswers discoveryAnswers() {
        return new DiscoveryAnswers();
    }

    @Bean
    LoginAnswers loginAnswers() {
        return new LoginAnswers();
    }

    @Bean
    Credentials credentials(Supplier<Registry> registry, SecretStore secrets, OAuthClient client) {
        return new Credentials(registry, secrets, client.tokens(), client.exchanges());
    }

    @Bean
    Broadcasts broadcasts(Supplier<Registry> registry) {
        return new Broadcasts(registry);
    }

    @Bean
    BroadcastReplies broadcastReplies() {
        return new BroadcastReplies();
    }

    @Bean
    BroadcastAnswer broadcastAnswer() {
        return new BroadcastAnswer();
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
    McpComponent mcp(Upstreams upstreams) {
        return new McpComponent(upstreams);
    }
}
