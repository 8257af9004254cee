package com.datacline.gateway.tools;

import java.util.Map;
import javax.sql.DataSource;
import org.apache.camel.Endpoint;
import org.apache.camel.component.sql.stored.SqlStoredComponent;
import org.jspecify.annotations.Nullable;

/** Camel's component {@code sql-stored}, with the same database as {@link ToolDatabase} and for the same reason. */
public final class ToolProcedures extends SqlStoredComponent {
    private final boolean given;

    /** @param database the database of tools, or null if there is none */
    public ToolProcedures(@Nullable DataSource database) {
        this.given = database != null;
        setAutowiredEnabled(false);
        if (database != null) {
            setDataSource(database);
        }
    }

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) throws Exception {
        ToolDatabase.require(given, parameters);
        return super.createEndpoint(uri, remaining, parameters);
    }
}
