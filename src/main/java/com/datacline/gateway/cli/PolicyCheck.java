package com.datacline.gateway.cli;

import com.datacline.gateway.policy.InvalidPolicy;
import com.datacline.gateway.policy.PolicyUnderCheck;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code datacline policy check}: says whether a gateway would take a policy file. */
@Command(
        name = "check",
        description = "Says whether a policy file can be used, or names all its faults with their lines.",
        mixinStandardHelpOptions = true,
        footer = {"", "Example:", "  datacline policy check policy.yaml"})
final class PolicyCheck implements Callable<Integer> {

    @Parameters(
            arity = "0..1",
            paramLabel = "FILE",
            description = "The policy (default: the variable POLICY_FILE, or policy.yaml).")
    @Nullable
    Path file;

    @Override
    public Integer call() {
        Path place = place(file);
        PolicyUnderCheck policy = read(place);
        Output.line("%s is sound: %d rules, %d roles", place, policy.rules(), policy.roles());
        return 0;
    }

    static Path place(@Nullable Path given) {
        return given == null ? Path.of(Settings.of("POLICY_FILE", "policy.yaml")) : given;
    }

    /** @throws Complaint if the policy cannot be used */
    static PolicyUnderCheck read(Path file) {
        try {
            return PolicyUnderCheck.read(file);
        } catch (InvalidPolicy e) {
            throw Complaint.failure(Output.safe(String.valueOf(e.getMessage())), "datacline policy check FILE");
        }
    }
}
