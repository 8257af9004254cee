package com.datacline.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.datacline.gateway.audit.Database;
import com.datacline.gateway.registry.KnownSecrets;
import com.datacline.gateway.security.InvalidConfiguration;
import com.datacline.gateway.tools.ToolDatabase;
import com.datacline.gateway.tools.ToolsProperties;
import java.nio.file.Path;
import org.apache.camel.impl.DefaultCamelContext;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;

class ToolBeansTest {
    private final KnownSecrets secrets = new KnownSecrets();

    @Test
    void the_gateways_own_database_is_none_for_tools() {
        Database own = Database.of("postgresql://gateway:one@db:5432/mcp", Path.of("data"));

        assertThatThrownBy(() -> connections("postgresql://reader:two@db:5432/mcp", own))
                .isInstanceOf(InvalidConfiguration.class)
                .hasMessageContaining("TOOLS_DATABASE_URL is the gateway's own database");
    }

    @Test
    void an_address_that_is_none_is_refused_without_being_shown() {
        assertThatThrownBy(() -> connections("mysql://u:hunter2@db/x", Database.of(null, Path.of("data"))))
                .isInstanceOf(InvalidConfiguration.class)
                .hasMessageContaining("TOOLS_DATABASE_URL cannot be used")
                .hasMessageNotContaining("hunter2");
    }

    @Test
    void its_password_is_a_known_secret() {
        try (ToolBeans.ToolConnections connections =
                connections("postgresql://reader:hunter2!@db:5432/shop", Database.of(null, Path.of("data")))) {
            assertThat(connections.pool()).isNotNull();
            assertThat(secrets.hide("it is hunter2!")).doesNotContain("hunter2");
        }
    }

    @Test
    void without_a_database_for_tools_sql_asks_none_even_if_there_is_one() throws Exception {
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            context.disableJMX();
            context.getRegistry().bind("dataSource", new JdbcDataSource());
            context.addComponent("sql", new ToolDatabase(null));
            context.start();

            assertThatThrownBy(() -> context.getEndpoint("sql:select 1"))
                    .hasMessageContaining("there is no database for tools; set TOOLS_DATABASE_URL");
            assertThat(context.getEndpoint("sql:select 1?dataSource=#dataSource"))
                    .isNotNull();
        }
    }

    private ToolBeans.ToolConnections connections(String url, Database own) {
        return new ToolBeans().toolConnections(new ToolsProperties(url, 4), own, secrets);
    }
}
