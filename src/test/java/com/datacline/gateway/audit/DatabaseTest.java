package com.datacline.gateway.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseTest {

    @Test
    void a_url_is_taken_apart_and_its_password_decoded() {
        Database database = of("postgresql://ana:p%40ss%2F%23+%25@db.example:6432/audit?sslmode=require");

        assertThat(database.jdbcUrl()).isEqualTo("jdbc:postgresql://db.example:6432/audit?sslmode=require");
        assertThat(database.user()).isEqualTo("ana");
        assertThat(database.password()).isEqualTo("p@ss/#+%");
        assertThat(database.toString()).doesNotContain("p@ss");
    }

    @Test
    void a_jdbc_address_is_taken_as_it_is() {
        assertThat(of("jdbc:postgresql://h/d?user=u&password=p").jdbcUrl())
                .isEqualTo("jdbc:postgresql://h/d?user=u&password=p");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "postgresql://u:sec^ret@h/d",
                "postgresql://u:sec#ret@h/d",
                "postgresql://u:sec/ret@h/d",
                "postgresql://u:sec%ret@h/d"
            })
    void a_password_that_is_not_encoded_is_explained_and_not_shown(String url) {
        assertThatThrownBy(() -> of(url))
                .hasMessageContaining("percent-encoded")
                .hasMessageNotContaining("sec")
                .hasNoCause();
    }

    @Test
    void another_database_is_refused_by_name() {
        assertThatThrownBy(() -> of("mysql://u:p@h/d")).hasMessageContaining("mysql is not supported");
    }

    private static Database of(String url) {
        return Database.of(url, Path.of("data"));
    }
}
