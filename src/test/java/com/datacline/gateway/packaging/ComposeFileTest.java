package com.datacline.gateway.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The rules of {@code docker-compose.yml}; {@link ComposeSchemaIT} has the schema. */
class ComposeFileTest {
    private static final Path FILE = Path.of("docker-compose.yml");
    private static final Pattern VARIABLE = Pattern.compile("(?<!\\$)\\$\\{([A-Z_]+)(:[?-])?");

    private final JsonNode compose = Yaml.documents(FILE).getFirst();

    @Test
    void the_services_are_those_of_the_readme_at_their_ports() {
        assertThat(ports("mcp-gateway")).isEqualTo("127.0.0.1:${GATEWAY_PORT:-8000}:8000");
        assertThat(ports("keycloak")).isEqualTo("127.0.0.1:${KEYCLOAK_PORT:-8080}:8080");
        assertThat(ports("postgres")).isEqualTo("127.0.0.1:${POSTGRES_PORT:-5432}:5432");
        assertThat(ports("mock-mcp-server")).isEqualTo("127.0.0.1:${MOCK_PORT:-3000}:3000");
    }

    @Test
    void nothing_is_published_beyond_loopback() {
        services().forEach((name, service) -> service.path("ports")
                .forEach(port -> assertThat(port.asText()).as(name).startsWith("127.0.0.1:")));
    }

    @Test
    void every_image_has_a_version() {
        services().forEach((name, service) -> assertThat(service.path("image").asText())
                .as(name)
                .matches("[\\w./-]+:(\\d[\\w.-]*|\\$\\{GATEWAY_VERSION:-\\d[\\w.]*})"));
    }

    @Test
    void every_service_says_whether_it_is_well_and_waits_for_what_it_needs() {
        services().forEach((name, service) -> {
            boolean runsOnce = service.has("profiles");
            assertThat(service.at("/healthcheck/test").isArray()).as(name).isNotEqualTo(runsOnce);
            service.path("depends_on")
                    .forEach(needed -> assertThat(needed.path("condition").asText())
                            .as(name)
                            .isEqualTo("service_healthy"));
        });
    }

    @Test
    void every_secret_comes_from_the_environment_and_has_no_default() {
        services().forEach((name, service) -> service.path("environment")
                .properties()
                .forEach(entry -> {
                    String value = entry.getValue().asText();
                    if (entry.getKey().matches(".*(PASSWORD|SECRET)")) {
                        assertThat(value).as("%s of %s", entry.getKey(), name).matches("|\\$\\{[A-Z_]+:\\?[^}]+}");
                    }
                    assertThat(value).doesNotContain("mcp_password", "admin123", "-secret");
                }));
    }

    @Test
    void the_gateway_hears_no_secret_that_is_not_its_own() {
        JsonNode environment = compose.at("/services/mcp-gateway/environment");
        assertThat(environment.path("KC_BOOTSTRAP_ADMIN_PASSWORD").asText("unset"))
                .isEmpty();
        assertThat(environment.path("POSTGRES_PASSWORD").asText("unset")).isEmpty();
    }

    @Test
    void containers_of_ours_can_write_nowhere_and_have_no_rights() {
        services().forEach((name, service) -> {
            if (service.path("image").asText().startsWith("secure-mcp-gateway:")) {
                assertThat(service.path("read_only").asBoolean()).as(name).isTrue();
                assertThat(service.path("init").asBoolean()).as(name).isTrue();
                assertThat(service.path("user").asText()).as(name).isEqualTo("10001:10001");
                assertThat(service.path("cap_drop").toString()).as(name).isEqualTo("[\"ALL\"]");
                assertThat(service.path("security_opt").toString()).contains("no-new-privileges:true");
            }
        });
    }

    @Test
    void browsers_tokens_and_the_gateway_call_keycloak_by_one_name() {
        String outside =
                compose.at("/services/keycloak/environment/KC_HOSTNAME").asText();
        JsonNode gateway = compose.at("/services/mcp-gateway/environment");
        assertThat(gateway.path("KEYCLOAK_URL").asText()).isEqualTo(outside);
        assertThat(gateway.path("KEYCLOAK_INTERNAL_URL").asText()).isEqualTo("http://keycloak:8080");
        assertThat(gateway.path("MCP_RESOURCE_SERVER_URL").asText())
                .isEqualTo(compose.at("/services/keycloak/environment/MCP_RESOURCE_SERVER_URL")
                        .asText());
    }

    @Test
    void what_sets_keycloak_up_has_the_values_that_it_was_started_with() {
        JsonNode keycloak = compose.at("/services/keycloak/environment");
        compose.at("/services/keycloak-setup/environment").properties().forEach(entry -> assertThat(
                        keycloak.path(entry.getKey()))
                .as(entry.getKey())
                .isEqualTo(entry.getValue()));
        Matcher variable = VARIABLE.matcher(text(Path.of("keycloak/realm.json")));
        while (variable.find()) {
            assertThat(compose.at("/services/keycloak-setup/environment").has(variable.group(1)))
                    .as(variable.group(1))
                    .isTrue();
        }
    }

    @Test
    void every_variable_can_be_found_in_the_example() throws IOException {
        String example = Files.readString(Path.of(".env.example"));
        Matcher variable = VARIABLE.matcher(Files.readString(FILE));
        Set<String> names = new TreeSet<>();
        while (variable.find()) {
            names.add(variable.group(1));
        }
        names.remove("GATEWAY_VERSION");
        assertThat(names)
                .contains("POSTGRES_PASSWORD")
                .allMatch(name -> example.matches("(?s).*\\n(# )?" + name + "=.*"));
    }

    @Test
    void every_file_that_is_mounted_is_there() {
        services().forEach((name, service) -> service.path("volumes").forEach(volume -> {
            String source = volume.asText().split(":")[0];
            if (source.startsWith("./")) {
                assertThat(Path.of(source)).as(name).exists();
            } else {
                assertThat(compose.path("volumes").has(source)).as(source).isTrue();
            }
        }));
    }

    private Map<String, JsonNode> services() {
        Map<String, JsonNode> services = new java.util.TreeMap<>();
        compose.path("services").properties().forEach(entry -> services.put(entry.getKey(), entry.getValue()));
        assertThat(services).hasSizeGreaterThan(3);
        return services;
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String ports(String service) {
        return compose.at("/services/" + service + "/ports/0").asText();
    }
}
