package com.datacline.gateway.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code datacline doctor}: what is wrong, and what to do about it. */
@Command(
        name = "doctor",
        description = {
            "Looks at this machine, the files here, the gateway, its issuer and your login, and says what is wrong.",
            "Nothing is changed."
        },
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Exit code: 0 if nothing is wrong, 1 otherwise.",
            "",
            "Example:",
            "  datacline doctor --url https://gateway.example.com"
        })
final class Doctor implements Callable<Integer> {
    @Mixin
    RemoteOptions options = new RemoteOptions();

    @Option(names = "--json", description = "Print it as JSON.")
    boolean json;

    @Override
    public Integer call() {
        List<Diagnosis> found = new ArrayList<>();
        Consumer<Diagnosis> take = diagnosis -> {
            found.add(diagnosis);
            if (!json) {
                diagnosis.print();
            }
        };
        new DoctorHere().look(take);
        new DoctorThere(options).look(take);
        long wrong = found.stream().filter(Diagnosis::isWrong).count();
        if (json) {
            ObjectNode tree = JsonNodeFactory.instance.objectNode().put("healthy", wrong == 0);
            ArrayNode checks = tree.putArray("checks");
            found.forEach(diagnosis -> checks.add(diagnosis.json()));
            Output.json(tree);
        } else {
            Output.line(
                    "%s",
                    wrong == 0 ? "Nothing is wrong." : wrong == 1 ? "1 thing is wrong." : wrong + " things are wrong.");
        }
        return wrong == 0 ? 0 : 1;
    }
}
