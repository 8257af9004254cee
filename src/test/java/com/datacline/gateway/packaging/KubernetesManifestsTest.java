package com.datacline.gateway.packaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.datacline.gateway.cli.Terminal;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The manifests by Kubernetes' own types, in which an unknown key is a mistake, and by rules. */
class KubernetesManifestsTest {
    private static final Path FOLDER = Path.of("deploy/kubernetes");
    private static final Map<String, Class<?>> KINDS = Map.of(
            "v1/Namespace", Namespace.class,
            "v1/ConfigMap", ConfigMap.class,
            "v1/PersistentVolumeClaim", PersistentVolumeClaim.class,
            "v1/Service", Service.class,
            "v1/ServiceAccount", ServiceAccount.class,
            "apps/v1/Deployment", Deployment.class,
            "networking.k8s.io/v1/NetworkPolicy", NetworkPolicy.class,
            "policy/v1/PodDisruptionBudget", PodDisruptionBudget.class);

    private final ObjectMapper strict = JsonMapper.builder()
            .annotationIntrospector(new JacksonAnnotationIntrospector() {
                /** Kubernetes' models take whatever they do not know, and these tests do not. */
                @Override
                public Boolean hasAnySetter(Annotated annotated) {
                    return false;
                }
            })
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();
    private final JsonNode kustomization =
            Yaml.documents(FOLDER.resolve("kustomization.yaml")).getFirst();
    private final List<JsonNode> resources = resources();

    @Test
    void every_resource_fits_its_type() throws IOException {
        for (JsonNode resource : resources) {
            assertThat(strict.treeToValue(resource, type(resource))).isNotNull();
        }
    }

    @Test
    void a_mistyped_key_is_seen() {
        ObjectNode deployment = deployment().deepCopy();
        ((ObjectNode) deployment.at("/spec/template/spec/containers/0")).put("readyness", "");

        assertThatThrownBy(() -> strict.treeToValue(deployment, Deployment.class))
                .hasMessageContaining("readyness");
    }

    @Test
    void every_file_of_the_folder_is_applied() throws IOException {
        List<String> named = new ArrayList<>(List.of("kustomization.yaml"));
        kustomization.path("resources").forEach(file -> named.add(file.asText()));
        try (var files = Files.list(FOLDER)) {
            assertThat(files.map(file -> file.getFileName().toString())).containsExactlyInAnyOrderElementsOf(named);
        }
    }

    @Test
    void the_pod_is_not_root_writes_nowhere_and_talks_to_no_cluster() {
        JsonNode pod = deployment().at("/spec/template/spec");
        assertThat(pod.path("automountServiceAccountToken").asBoolean(true)).isFalse();
        assertThat(pod.at("/securityContext/runAsNonRoot").asBoolean()).isTrue();
        assertThat(pod.at("/securityContext/runAsUser").asInt()).isEqualTo(10001);
        assertThat(pod.at("/securityContext/seccompProfile/type").asText()).isEqualTo("RuntimeDefault");
        JsonNode container = container();
        assertThat(container.at("/securityContext/readOnlyRootFilesystem").asBoolean())
                .isTrue();
        assertThat(container.at("/securityContext/allowPrivilegeEscalation").asBoolean(true))
                .isFalse();
        assertThat(container.at("/securityContext/capabilities/drop").toString())
                .isEqualTo("[\"ALL\"]");
        assertThat(container.at("/resources/requests/memory").isMissingNode()).isFalse();
        assertThat(container.at("/resources/limits/memory").isMissingNode()).isFalse();
    }

    @Test
    void probes_ask_the_management_port_and_all_ports_are_those_of_the_container() {
        for (String probe : List.of("startupProbe", "livenessProbe", "readinessProbe")) {
            assertThat(container().at("/" + probe + "/httpGet/port").asText()).isEqualTo("management");
            assertThat(container().at("/" + probe + "/httpGet/path").asText()).startsWith("/actuator/health/");
        }
        assertThat(port("management").toString()).isEqualTo(environment("MANAGEMENT_PORT"));
        assertThat(port("http").asInt()).isEqualTo(8000);
        kind("Service").forEach(service -> service.at("/spec/ports").forEach(port -> assertThat(
                        port(port.path("targetPort").asText()).isInt())
                .isTrue()));
        kind("NetworkPolicy").forEach(policy -> policy.at("/spec/ingress").forEach(rule -> rule.path("ports")
                .forEach(port ->
                        assertThat(port(port.path("port").asText()).isInt()).isTrue())));
    }

    @Test
    void the_image_has_a_version_in_one_place() {
        assertThat(container().path("image").asText()).matches("secure-mcp-gateway:\\d[\\w.-]*");
        assertThat(kustomization.at("/images/0/name").asText()).isEqualTo("secure-mcp-gateway");
        assertThat(kustomization.at("/images/0/newTag").asText()).matches("\\d[\\w.-]*");
    }

    @Test
    void everything_selects_the_pod_and_what_it_mounts_is_there() {
        JsonNode labels = deployment().at("/spec/template/metadata/labels");
        assertThat(deployment().at("/spec/selector/matchLabels")).isEqualTo(labels);
        kind("Service").forEach(one -> assertThat(one.at("/spec/selector")).isEqualTo(labels));
        kind("NetworkPolicy").forEach(one -> assertThat(one.at("/spec/podSelector/matchLabels"))
                .isEqualTo(labels));
        kind("PodDisruptionBudget")
                .forEach(one -> assertThat(one.at("/spec/selector/matchLabels")).isEqualTo(labels));
        List<String> maps = kind("ConfigMap").stream()
                .map(one -> one.at("/metadata/name").asText())
                .toList();
        deployment().at("/spec/template/spec/volumes").forEach(volume -> {
            if (volume.has("configMap")) {
                assertThat(maps).contains(volume.at("/configMap/name").asText());
            }
        });
    }

    @Test
    void no_secret_is_among_the_manifests() {
        assertThat(resources)
                .noneMatch(resource -> resource.path("kind").asText().equals("Secret"));
        container().path("env").forEach(variable -> {
            if (variable.path("name").asText().matches(".*(SECRET|KEY|PASSWORD|URL|TOKEN)")) {
                assertThat(variable.at("/valueFrom/secretKeyRef/name").asText()).isNotEmpty();
            }
        });
    }

    @Test
    void the_policy_of_the_config_map_can_be_used() throws IOException {
        String policy = kind("ConfigMap").stream()
                .map(map -> map.at("/data/policy.yaml").asText(""))
                .filter(text -> !text.isEmpty())
                .findFirst()
                .orElseThrow();
        Path file = Files.writeString(Files.createTempFile("policy", ".yaml"), policy);
        assertThat(Terminal.run("policy", "check", file.toString()).code()).isZero();
    }

    private JsonNode port(String name) {
        for (JsonNode port : container().path("ports")) {
            if (port.path("name").asText().equals(name)) {
                return port.path("containerPort");
            }
        }
        throw new AssertionError("the container has no port " + name);
    }

    private String environment(String variable) {
        return kind("ConfigMap").stream()
                .map(map -> map.at("/data/" + variable).asText(""))
                .filter(text -> !text.isEmpty())
                .findFirst()
                .orElseThrow();
    }

    private JsonNode container() {
        return deployment().at("/spec/template/spec/containers/0");
    }

    private JsonNode deployment() {
        return kind("Deployment").getFirst();
    }

    private List<JsonNode> kind(String kind) {
        List<JsonNode> found = resources.stream()
                .filter(one -> one.path("kind").asText().equals(kind))
                .toList();
        assertThat(found).as(kind).isNotEmpty();
        return found;
    }

    private List<JsonNode> resources() {
        List<JsonNode> all = new ArrayList<>();
        kustomization.path("resources").forEach(file -> all.addAll(Yaml.documents(FOLDER.resolve(file.asText()))));
        return all;
    }

    private static Class<?> type(JsonNode resource) {
        String kind = resource.path("apiVersion").asText() + "/"
                + resource.path("kind").asText();
        Class<?> type = KINDS.get(kind);
        if (type == null) {
            throw new AssertionError("no type for " + kind);
        }
        return type;
    }
}
