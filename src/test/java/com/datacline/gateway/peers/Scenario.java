package com.datacline.gateway.peers;

import com.datacline.gateway.GatewayUnderTest;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A scenario of the conformance suite as it went.
 *
 * @param failures what each failed check complains about, by the id of the check; a warning is a failure here, as it is for
 *     the suite when it is given expected failures
 */
record Scenario(String name, Map<String, String> failures) {
    private static final String TIME = "-\\d{4}-\\d{2}-\\d{2}T[-\\dZ]+$";

    /** Reads every scenario that the suite has left below a folder, one folder each. */
    static List<Scenario> below(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            List<Scenario> scenarios = new ArrayList<>();
            for (Path checks :
                    files.filter(file -> file.endsWith("checks.json")).toList()) {
                String name = folder.relativize(checks.getParent()).toString().replaceFirst(TIME, "");
                scenarios.add(
                        of(name.replaceFirst("^server-(?=.)", ""), GatewayUnderTest.json(Files.readString(checks))));
            }
            return scenarios;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Scenario of(String name, JsonNode checks) {
        Map<String, String> failures = new TreeMap<>();
        for (JsonNode check : checks) {
            String status = check.path("status").asText();
            if (status.equals("FAILURE") || status.equals("WARNING")) {
                String complaint = check.path("errorMessage")
                        .asText(check.path("description").asText());
                failures.merge(check.path("id").asText(), complaint, (first, next) -> first + "\n    " + next);
            }
        }
        return new Scenario(name, failures);
    }
}
