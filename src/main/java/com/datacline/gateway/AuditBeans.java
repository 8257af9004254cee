package com.datacline.gateway;

import com.datacline.gateway.audit.AbandonedRecorder;
import com.datacline.gateway.audit.AuditProperties;
import com.datacline.gateway.audit.AuditSchema;
import com.datacline.gateway.audit.Database;
import com.datacline.gateway.audit.Journal;
import com.datacline.gateway.audit.LoginRecorder;
import com.datacline.gateway.audit.Recorder;
import com.datacline.gateway.audit.Shipping;
import com.datacline.gateway.security.InvalidConfiguration;
import com.zaxxer.hikari.HikariDataSource;
import java.util.function.Supplier;
import javax.sql.DataSource;
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
    Journal journal(AuditProperties properties) {
        return setting(() -> new Journal(properties.file(), properties.force()));
    }

    @Bean
    Recorder recorder(Journal journal, AuditProperties properties) {
        return new Recorder(journal, properties);
    }

    @Bean
    LoginRecorder loginRecorder(Journal journal, AuditProperties properties) {
        return new LoginRecorder(journal, properties);
    }

    @Bean
    AbandonedRecorder abandonedRecorder(Journal journal, AuditProperties properties) {
        return new AbandonedRecorder(journal, properties);
    }

    @Bean
    AuditSchema auditSchema(DataSource dataSource) {
        return new AuditSchema(dataSource);
    }

    @Bean
    Shipping shipping(Journal journal, AuditProperties properties) {
        return new Shipping(journal, properties);
    }

    private static <T> T setting(Supplier<T> use) {
        try {
            return use.get();
        } catch (IllegalArgumentException e) {
            throw new InvalidConfiguration(String.valueOf(e.getMessage()));
        }
    }
}
