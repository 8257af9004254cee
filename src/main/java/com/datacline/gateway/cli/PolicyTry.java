package com.datacline.gateway.cli;

import com.datacline.gateway.policy.InvalidPolicy;
import com.datacline.gateway.policy.PolicyCases;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code datacline policy test}: runs files of cases. */
@Command(
        name = "test",
        description = "Runs files of cases: a policy, a line ---, and requests with what the policy says to each.",
        mixinStandardHelpOptions = true,
        footer = {"", "Example:", "  datacline policy test cases/"})
final class PolicyTry implements Callable<Integer> {

    @Parameters(arity = "1", paramLabel = "FILE|FOLDER", description = "A file of cases, or a folder of them.")
    Path place = Path.of("");

    @Override
    public Integer call() {
        int failed = 0;
        int all = 0;
        for (Path file : files()) {
            for (PolicyCases.Outcome outcome : run(file)) {
                all++;
                if (!outcome.passed()) {
                    failed++;
                    Output.line(
                            "%s:%d %s%n  expected: %s%n  but was:  %s",
                            file, outcome.line(), outcome.request(), outcome.expected(), outcome.said());
                }
            }
        }
        Output.line("%d requests, %d failed", all, failed);
        return failed == 0 ? 0 : 1;
    }

    private List<Path> files() {
        if (!Files.isDirectory(place)) {
            return List.of(place);
        }
        try (Stream<Path> files = Files.list(place)) {
            List<Path> found = files.filter(file -> file.toString().matches(".*\\.ya?ml"))
                    .sorted()
                    .toList();
            if (found.isEmpty()) {
                throw Complaint.failure("there is no .yaml file in " + place, null);
            }
            return found;
        } catch (IOException e) {
            throw Complaint.failure(place + " cannot be read: " + e, null);
        }
    }

    private static List<PolicyCases.Outcome> run(Path file) {
        try {
            return PolicyCases.run(file);
        } catch (InvalidPolicy e) {
            throw Complaint.failure(Output.safe(String.valueOf(e.getMessage())), null);
        }
    }
}
