package com.datacline.gateway.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseTest {
    private static final Path DATA = Path.of("data");

    @Test
    void without_a_url_it_is_embedded_in_the_data_folder() {
        assertThat(Database.of(null, DATA)).isEqualTo(Database.of(" ", DATA));
        assertThat(Database.of(null, DATA).kind()).isEqualTo("embedded");
        assertThat(Database.of(null, DATA).jdbcUrl())
                .startsWith("jdbc:h2:file:" + DATA.toAbsolutePath())
                .contains("MODE=PostgreSQL");
    }

    @Test
    void a_postgresql_url_holds_user_and_password() {
        assertThat(Database.of("postgresql://ana:p%40ss+w%3Ard@db:5433/audit?ssl=true", DATA))
                .isEqualTo(new Database("postgresql", "jdbc:postgresql://db:5433/audit?ssl=true", "ana", "p@ss+w:rd"));
        assertThat(Database.of("postgres://ana@db/audit", DATA))
                .isEqualTo(new Database("postgresql", "jdbc:postgresql://db/audit", "ana", null));
        assertThat(Database.of("postgresql://db/audit", DATA).user()).isNull();
    }

    @Test
    void a_jdbc_address_is_taken_as_it_is() {
        assertThat(Database.of("jdbc:postgresql://db/audit?user=a", DATA))
                .isEqualTo(new Database("postgresql", "jdbc:postgresql://db/audit?user=a", null, null));
        assertThat(Database.of("jdbc:h2:mem:a", DATA).kind()).isEqualTo("embedded");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "mysql://ana:hidden@db/audit",
                "sqlite:///audit.db",
                "audit.db",
                "postgresql://ana:hidden pass@db/audit",
                "postgresql://ana:hidden%zz@db/audit",
                "postgresql://ana:hidden^@db/audit",
                "postgresql://ana:hidden#1@db/audit",
                "postgresql://ana:hidden/1@db/audit",
                "postgresql:///audit"
            })
    void anything_else_is_refused_with_what_to_use_and_without_the_password(String url) {
        assertThatThrownBy(() -> Database.of(url, DATA))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("DATABASE_URL")
                .hasMessageContaining("postgresql://user:password@host:5432/name")
                .hasMessageNotContaining("hidden");
    }

    @Test
    void its_text_holds_no_password() {
        assertThat(Database.of("postgresql://ana:hidden@db/audit", DATA).toString())
                .doesNotContain("hidden");
    }
}
