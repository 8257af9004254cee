package com.datacline.gateway.audit;

import javax.sql.DataSource;
import org.flywaydb.core.Flyway;

/** Route step {@code ensure}: brings the audit tables to their present form as soon as the database can be reached. */
public final class AuditSchema {
    private final DataSource database;
    private volatile boolean ready;

    public AuditSchema(DataSource database) {
        this.database = database;
    }

    /** Migrates once. */
    public void ensure() {
        if (!ready) {
            Flyway.configure()
                    .dataSource(database)
                    .locations("classpath:db/migration")
                    .load()
                    .migrate();
            ready = true;
        }
    }
}
