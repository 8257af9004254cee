package com.datacline.gateway.operations;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Asks the database whether it is there, at most every few seconds, however often it is asked itself. */
public final class DatabaseCheck {
    private static final long GOOD_FOR = TimeUnit.SECONDS.toNanos(2);
    private static final int PATIENCE_SECONDS = 2;

    private final DataSource database;
    private final Supplier<@Nullable String> shippingProblem;
    private final LongSupplier lag;
    private @Nullable String problem;
    private long checkedAt = System.nanoTime() - GOOD_FOR;

    /**
     * @param shippingProblem why records cannot be shipped, or null
     * @param lag bytes of the journal that are not in SQL yet
     */
    public DatabaseCheck(DataSource database, Supplier<@Nullable String> shippingProblem, LongSupplier lag) {
        this.database = database;
        this.shippingProblem = shippingProblem;
        this.lag = lag;
    }

    synchronized @Nullable String problem() {
        if (System.nanoTime() - checkedAt >= GOOD_FOR) {
            problem = check();
            checkedAt = System.nanoTime();
        }
        return problem;
    }

    long lag() {
        return lag.getAsLong();
    }

    private @Nullable String check() {
        try (Connection connection = database.getConnection()) {
            return connection.isValid(PATIENCE_SECONDS)
                    ? shippingProblem.get() == null ? null : "the audit table cannot be written"
                    : "it does not answer";
        } catch (SQLException e) {
            return "it cannot be reached";
        }
    }
}
