package com.datacline.gateway.tools;

import java.util.Map;
import javax.sql.DataSource;
import org.apache.camel.Endpoint;
import org.apache.camel.component.sql.SqlComponent;
import org.jspecify.annotations.Nullable;

/**
 * Camel's component {@code sql:}, which asks the database of tools unless an endpoint names another one. By itself it
 * would take the only {@link DataSource} there is, and that is the gateway's own with the audit trail in it.
 */
public final class ToolDatabase extends SqlComponent {
    private final boolean given;

    /** @param database the database of tools, or null if there is none */
    public ToolDatabase(@Nullable DataSource database) {
        this.given = database != null;
        setAutowiredEnabled(false);
        if (database != null) {
            setDataSource(database);
        }
    }

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) throws Exception {
        require(given, parameters);
        return super.createEndpoint(uri, remaining, parameters);
    }

    /** @throws IllegalArgumentException if there is no database, neither for tools nor named */
    static void require(boolean given, Map<String, Object> parameters) {
        if (!given && !parameters.containsKey("dataSource")) {
            throw new IllegalArgumentException("there is no database for tools; set TOOLS_DATABASE_URL");
        }
    }
}
