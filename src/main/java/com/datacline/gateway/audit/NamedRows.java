package com.datacline.gateway.audit;

import java.sql.SQLException;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.apache.camel.Exchange;
import org.apache.camel.component.sql.DefaultSqlPrepareStatementStrategy;

/**
 * How the values of a row get into a statement of named parameters, {@code :#name} each: the names are looked up once for a
 * statement, where Camel parses it anew for each row.
 */
public final class NamedRows extends DefaultSqlPrepareStatementStrategy {
    private static final Pattern NAME = Pattern.compile(":\\?(\\w+)");
    private final Map<String, List<String>> names = new ConcurrentHashMap<>();

    /**
     * Returns the row's values in the order of the statement.
     *
     * @param row the values by name; whatever else is left to Camel
     * @throws SQLException if the row does not have one of the names
     */
    @Override
    public Iterator<?> createPopulateIterator(
            String query, String preparedQuery, int expectedParams, Exchange exchange, Object row) throws SQLException {
        if (!(row instanceof Map<?, ?> values)) {
            return super.createPopulateIterator(query, preparedQuery, expectedParams, exchange, row);
        }
        List<String> named = names.computeIfAbsent(query, NamedRows::names);
        for (String name : named) {
            if (!values.containsKey(name)) {
                throw new SQLException("the row has no value named " + name);
            }
        }
        return named.stream().map(values::get).iterator();
    }

    private static List<String> names(String query) {
        return NAME.matcher(query).results().map(found -> found.group(1)).toList();
    }
}
