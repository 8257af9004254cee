package com.datacline.gateway;

import com.datacline.gateway.audit.AbandonedRecorder;
import com.datacline.gateway.audit.AuditProperties;
import com.datacline.gateway.audit.AuditSchema;
import com.datacline.gateway.audit.AuditTrail;
import com.datacline.gateway.audit.Database;
import com.datacline.gateway.audit.Feed;
import com.datacline.gateway.audit.Journal;
import com.datacline.gateway.audit.KafkaBatch;
import com.datacline.gateway.audit.NamedRows;
import com.datacline.gateway.audit.Recorder;
import com.datacline.gateway.audit.Redaction;
import com.datacline.gateway.audit.Scribe;
import com.datacline.gateway.audit.SecurityRecorder;
import com.datacline.gateway.audit.Shipping;
import com.datacline.gateway.audit.Unrouted;
import com.datacline.gateway.cluster.ClusterProperties;
import com.datacline.gateway.operations.SafeMessage;
import com.datacline.gateway.registry.KnownSecrets;
import com.datacline.gateway.registry.Secret;
import com.datacline.gateway.security.Administrators;
import com.datacline.gateway.security.InvalidConfiguration;
import com.zaxxer.hikari.HikariDataSource;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The journal and the database it is carried over to. A database that is away at the start is no reason not to start. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(AuditProperties.class)
class AuditBeans {
    private static final long CONNECT_MILLIS = 3_000;
    private static final int CONNECTIONS = 4;

    @Bean
    Database database(AuditProperties properties) {
        return setting(() -> Database.of(properties.databaseUrl(), properties.dataFolder()));
    }

    @Bean
    HikariDataSource dataSource(Database database) {
        HikariDataSource pool = new HikariDataSource();
        pool.setJdbcUrl(database.jdbcUrl());
        if (database.user() != null) {
            pool.setUsername(database.user());
        }
        if (database.password() != null) {
            pool.setPassword(database.password());
        }
        pool.setInitializationFailTimeout(-1);
        pool.setConnectionTimeout(CONNECT_MILLIS);
        pool.setMaximumPoolSize(CONNECTIONS);
        pool.setMinimumIdle(0);
        return pool;
    }

    @Bean
    KnownSecrets knownSecrets(
            AuditProperties properties,
            Database database,
            ClusterProperties cluster,
            @Value("${gateway.auth.tokens.client-secret:}") String clientSecret) {
        KnownSecrets secrets = new KnownSecrets();
        if (properties.chainKey() != null) {
            secrets.remember(properties.chainKey());
        }
        if (database.password() != null) {
            secrets.remember(new Secret(database.password()));
        }
        if (cluster.password() instanceof String password) {
            secrets.remember(new Secret(password));
        }
        secrets.remember(new Secret(clientSecret));
        SafeMessage.hiding(secrets::hide);
        return secrets;
    }

    @Bean
    Journal journal(AuditProperties properties) {
        return setting(
                () -> new Journal(properties.file(), properties.force(), properties.chainKey(), properties.required()));
    }

    @Bean
    Unrouted unrouted(AuditProperties properties) {
        return new Unrouted(properties.toStdout());
    }

    @Bean
    Scribe scribe(
            Journal journal,
            AuditProperties properties,
            ClusterProperties cluster,
            KnownSecrets secrets,
            Unrouted unrouted) {
        Redaction redaction =
                new Redaction(properties.redact(), properties.maxParameters().toBytes(), secrets);
        return new Scribe(journal, redaction, unrouted, cluster.nodeName());
    }

    @Bean
    Recorder recorder(Scribe scribe) {
        return new Recorder(scribe);
    }

    @Bean
    SecurityRecorder securityRecorder(Scribe scribe) {
        return new SecurityRecorder(scribe);
    }

    @Bean
    AbandonedRecorder abandonedRecorder(Scribe scribe) {
        return new AbandonedRecorder(scribe);
    }

    @Bean
    AuditSchema auditSchema(DataSource dataSource) {
        return new AuditSchema(dataSource);
    }

    @Bean
    AuditTrail auditTrail(Administrators administrators) {
        return new AuditTrail(administrators);
    }

    @Bean
    Shipping shipping(Journal journal, AuditProperties properties) {
        return new Shipping(journal, properties);
    }

    @Bean
    NamedRows namedRows() {
        return new NamedRows();
    }

    @Bean
    Feed kafkaFeed(Journal journal, AuditProperties properties) {
        return new Feed(journal, properties.dataFolder().resolve("audit-kafka.json"), "Kafka");
    }

    @Bean
    KafkaBatch kafkaBatch(Feed kafkaFeed) {
        return new KafkaBatch(kafkaFeed);
    }

    private static <T> T setting(Supplier<T> use) {
        try {
            return use.get();
        } catch (IllegalArgumentException e) {
            throw new InvalidConfiguration(String.valueOf(e.getMessage()));
        }
    }
}
