package com.datacline.gateway.upstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.datacline.gateway.call.CallFailed;
import com.datacline.gateway.call.FailureCode;
import com.datacline.gateway.registry.Address;
import com.datacline.gateway.registry.Secret;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProcessEnvironmentTest {
    private static final Map<String, String> OWN =
            Map.of("PATH", "/bin", "HOME", "/home/ana", "DATABASE_URL", "postgresql://u:pw@db", "API_KEY", "own-key");

    @Test
    void a_program_gets_few_of_the_gateways_own_variables_and_the_registrys() {
        ProcessEnvironment environment =
                of(Map.of("LEVEL", "debug", "TOKEN", "env://API_KEY", "HOME", "/srv", "URL", "https://u:p@host"));

        assertThat(environment.variables())
                .containsOnly(
                        Map.entry("PATH", "/bin"),
                        Map.entry("HOME", "/srv"),
                        Map.entry("LEVEL", "debug"),
                        Map.entry("TOKEN", "read from env://API_KEY"),
                        Map.entry("URL", "https://u:p@host"));
        assertThat(environment.secrets()).containsOnly("read from env://API_KEY", "https://u:p@host");
        assertThat(environment.toString()).contains("TOKEN").doesNotContain("read from", "https");
    }

    @Test
    void a_secret_that_cannot_be_had_stops_the_start_and_names_the_variable() {
        Address.Stdio program = program(Map.of("TOKEN", "env://NOPE"));

        assertThatThrownBy(() -> ProcessEnvironment.of("s", program, OWN, reference -> {
                    throw new CallFailed(FailureCode.CREDENTIAL_UNAVAILABLE, "environment variable NOPE is not set");
                }))
                .isInstanceOf(CallFailed.class)
                .hasMessageContaining("server s is not started")
                .hasMessageContaining("TOKEN")
                .hasMessageContaining("NOPE");
    }

    @Test
    void what_is_said_to_people_is_cleaned() {
        StderrLog log = new StderrLog(
                "s", of(Map.of("A", "secret", "B", "secret-and-more")).secrets());

        assertThat(log.clean("got secret-and-more, secret\u001b[31m\r")).isEqualTo("got ***, *** [31m");
    }

    private static ProcessEnvironment of(Map<String, String> env) {
        return ProcessEnvironment.of("s", program(env), OWN, reference -> new Secret("read from " + reference));
    }

    private static Address.Stdio program(Map<String, String> env) {
        Map<String, Secret> secrets = new java.util.HashMap<>();
        env.forEach((name, value) -> secrets.put(name, new Secret(value)));
        return new Address.Stdio("program", List.of(), secrets, null);
    }
}
