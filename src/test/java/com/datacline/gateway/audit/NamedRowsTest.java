package com.datacline.gateway.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;

class NamedRowsTest {
    // as Camel hands it over: it has read :#name as :?name
    private static final String QUERY = "insert into t (a, b, c) values (:?b, :?a, :?b)";
    private static final String PREPARED = "insert into t (a, b, c) values (?, ?, ?)";

    private final NamedRows rows = new NamedRows();
    private final Exchange exchange = new DefaultExchange(new DefaultCamelContext());

    @Test
    void the_values_come_in_the_order_of_the_statement() throws SQLException {
        Map<String, Object> second = new HashMap<>(Map.of("a", 3));
        second.put("b", null);

        assertThat(values(Map.of("b", 2, "a", 1, "unused", 0))).containsExactly(2, 1, 2);
        assertThat(values(second)).containsExactly(null, 3, null);
    }

    @Test
    void a_row_without_one_of_them_is_refused() {
        assertThatThrownBy(() -> values(Map.of("a", 1)))
                .isInstanceOf(SQLException.class)
                .hasMessage("the row has no value named b");
    }

    @Test
    void what_is_no_row_is_camels() throws SQLException {
        assertThat(rows.createPopulateIterator(
                        "insert into t (a, b) values (?, ?)",
                        "insert into t (a, b) values (?, ?)",
                        2,
                        exchange,
                        List.of(1, 2)))
                .toIterable()
                .isEqualTo(List.of(1, 2));
    }

    private List<Object> values(Map<String, ?> row) throws SQLException {
        Iterator<?> values = rows.createPopulateIterator(QUERY, PREPARED, 3, exchange, row);
        List<Object> list = new ArrayList<>();
        values.forEachRemaining(list::add);
        return list;
    }
}
