package com.datacline.gateway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class KeycloakSetupTest {

    @Test
    void where_no_keycloak_answers_the_command_to_start_one_is_named() {
        Terminal said = Terminal.run("keycloak", "setup", "--url", "http://127.0.0.1:1");

        assertThat(said.code()).isEqualTo(1);
        assertThat(said.err()).contains("no Keycloak answers at http://127.0.0.1:1", "try: make run-keycloak");
    }

    @Test
    void a_file_that_is_not_there_is_named() {
        Terminal said = Terminal.run("keycloak", "setup", "--file", "no/realm.json");

        assertThat(said.code()).isEqualTo(1);
        assertThat(said.err()).contains("there is no file no/realm.json");
    }
}
