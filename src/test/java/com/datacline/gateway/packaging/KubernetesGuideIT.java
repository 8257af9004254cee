package com.datacline.gateway.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code docs/guides/deployment.md} types for Kubernetes, said by a real kubectl that talks to no cluster. */
class KubernetesGuideIT {
    private static final Path HERE = Path.of("").toAbsolutePath();

    @TempDir
    Path folder;

    @Test
    void the_secrets_that_the_guide_makes_are_those_that_the_manifests_name() throws Exception {
        List<String> typed = typed();
        assertThat(typed.getLast()).startsWith("kubectl apply -k ");
        List<JsonNode> made = new ArrayList<>();
        for (String line : typed.subList(0, typed.size() - 1)) {
            String command = line.replaceFirst(" +#.*", "");
            assertThat(command).contains(" create ");
            made.addAll(run(command + " --dry-run=client -o yaml"));
        }
        List<JsonNode> applied = run(typed.getLast().replace("kubectl apply -k", "kubectl kustomize"));

        assertThat(made.getFirst().path("kind").asText()).isEqualTo("Namespace");
        String namespace = made.getFirst().at("/metadata/name").asText();
        assertThat(List.of(made.subList(1, made.size()), applied).stream()
                        .flatMap(List::stream)
                        .filter(one -> !one.path("kind").asText().equals("Namespace")))
                .hasSizeGreaterThan(8)
                .allSatisfy(one ->
                        assertThat(one.at("/metadata/namespace").asText()).isEqualTo(namespace));
        assertThat(secrets(made)).isEqualTo(namedBy(applied));
    }

    private List<String> typed() throws IOException {
        String guide = Files.readString(Path.of("docs/guides/deployment.md"));
        String section = guide.substring(guide.indexOf("\n## Kubernetes\n"));
        int begin = section.indexOf("```bash\n") + "```bash\n".length();
        return section.substring(begin, section.indexOf("```", begin)).lines().toList();
    }

    private List<JsonNode> run(String command) throws Exception {
        Shell said = Shell.run(HERE, Map.of("HOME", folder.toString()), "bash", "-eu", "-c", command);
        assertThat(said.code()).as("%s: %s", command, said.output()).isZero();
        return Yaml.documents(Files.writeString(folder.resolve("said.yaml"), said.output()));
    }

    /** Returns {@code name/key} of each secret; of the one whose keys the registry names, the name alone. */
    private static TreeSet<String> secrets(List<JsonNode> made) {
        TreeSet<String> keys = new TreeSet<>();
        for (JsonNode one : made) {
            String name = one.at("/metadata/name").asText();
            one.path("data")
                    .fieldNames()
                    .forEachRemaining(key -> keys.add(name.equals("gateway-credentials") ? name : name + "/" + key));
        }
        return keys;
    }

    private static TreeSet<String> namedBy(List<JsonNode> applied) {
        TreeSet<String> keys = new TreeSet<>();
        for (JsonNode one : applied) {
            one.findValues("secretKeyRef")
                    .forEach(reference -> keys.add(reference.path("name").asText() + "/"
                            + reference.path("key").asText()));
            one.findValues("secretRef")
                    .forEach(reference -> keys.add(reference.path("name").asText()));
        }
        return keys;
    }
}
