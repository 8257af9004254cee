package com.datacline.gateway;

import com.datacline.gateway.audit.Database;
import com.datacline.gateway.registry.KnownSecrets;
import com.datacline.gateway.registry.Secret;
import com.datacline.gateway.security.InvalidConfiguration;
import com.datacline.gateway.tools.AiToolComponent;
import com.datacline.gateway.tools.FileSearch;
import com.datacline.gateway.tools.Progress;
import com.datacline.gateway.tools.ToolArguments;
import com.datacline.gateway.tools.ToolComponent;
import com.datacline.gateway.tools.ToolDatabase;
import com.datacline.gateway.tools.ToolProcedures;
import com.datacline.gateway.tools.ToolsComponent;
import com.datacline.gateway.tools.ToolsProperties;
import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Scope;

/**
 * Tools that are routes. Components are made anew for each Camel context that asks: each generation has its own tools, and
 * a call stays in the generation it began in.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ToolsProperties.class)
class ToolBeans {
    private static final long CONNECT_MILLIS = 3_000;

    @Bean("ai-tool")
    @Scope("prototype")
    AiToolComponent aiTool() {
        return new AiToolComponent();
    }

    @Bean
    @Scope("prototype")
    ToolsComponent tools(@Value("${gateway.version}") String version) {
        return new ToolsComponent(version);
    }

    @Bean
    @Scope("prototype")
    ToolComponent tool() {
        return new ToolComponent();
    }

    @Bean
    @Scope("prototype")
    ToolDatabase sql(ToolConnections connections) {
        return new ToolDatabase(connections.pool());
    }

    @Bean("sql-stored")
    @Scope("prototype")
    ToolProcedures sqlStored(ToolConnections connections) {
        return new ToolProcedures(connections.pool());
    }

    /** The connections to the database of tools. They are no bean of their own: whoever asks for one means the gateway's. */
    record ToolConnections(@Nullable HikariDataSource pool) implements AutoCloseable {
        @Override
        public void close() {
            if (pool != null) {
                pool.close();
            }
        }
    }

    @Bean
    ToolConnections toolConnections(ToolsProperties properties, Database own, KnownSecrets secrets) {
        if (properties.databaseUrl().isBlank()) {
            return new ToolConnections(null);
        }
        Database database = database(properties);
        if (database.jdbcUrl().equals(own.jdbcUrl())) {
            throw new InvalidConfiguration("TOOLS_DATABASE_URL is the gateway's own database, where the audit trail is;"
                    + " give tools another one.");
        }
        HikariDataSource pool = new HikariDataSource();
        pool.setPoolName("tools");
        pool.setJdbcUrl(database.jdbcUrl());
        if (database.user() != null) {
            pool.setUsername(database.user());
        }
        if (database.password() != null) {
            secrets.remember(new Secret(database.password()));
            pool.setPassword(database.password());
        }
        pool.setInitializationFailTimeout(-1);
        pool.setConnectionTimeout(CONNECT_MILLIS);
        pool.setMaximumPoolSize(properties.databaseConnections());
        pool.setMinimumIdle(0);
        return new ToolConnections(pool);
    }

    private static Database database(ToolsProperties properties) {
        try {
            return Database.of(properties.databaseUrl(), Path.of(""));
        } catch (IllegalArgumentException e) {
            throw new InvalidConfiguration("TOOLS_DATABASE_URL cannot be used; it is"
                    + " postgresql://user:password@host:5432/name, or a JDBC address of PostgreSQL or H2.");
        }
    }

    @Bean
    Progress progress() {
        return new Progress();
    }

    @Bean
    ToolArguments toolArguments() {
        return new ToolArguments();
    }

    @Bean
    FileSearch fileSearch() {
        return new FileSearch();
    }
}
