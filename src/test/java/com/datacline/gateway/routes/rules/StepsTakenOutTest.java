package com.datacline.gateway.routes.rules;

import static org.assertj.core.api.Assertions.assertThat;

import com.datacline.gateway.GatewayUnderTest;
import com.datacline.gateway.routes.RouteFault;
import com.datacline.gateway.routes.RouteFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each step that decides, admits, equips or records is taken out of the project's routes, one at a time. */
class StepsTakenOutTest {
    private static final List<String> STEPS = List.of(
            "bean: {ref: policy, method: decide}",
            "setVariable: {name: admission, method: {ref: limits, method: admit}}",
            "bean: {ref: credentials, method: attach}",
            "bean: {ref: recorder, method: append}",
            "wireTap: {uri: direct:audit}",
            "bean: {ref: policy, method: visible}",
            "setVariable: {name: server, constant: \"{{server}}\"}");

    private static GatewayUnderTest gateway;

    @TempDir
    Path folder;

    record TakenOut(String file, String step, int occurrence) {}

    static List<TakenOut> steps() throws IOException {
        List<TakenOut> all = new ArrayList<>();
        try (Stream<Path> files = Files.list(Path.of("routes"))) {
            for (Path file : files.sorted().toList()) {
                String text = Files.readString(file);
                for (String step : STEPS) {
                    int count = (text.length() - text.replace(step, "").length()) / step.length();
                    for (int i = 0; i < count; i++) {
                        all.add(new TakenOut(file.getFileName().toString(), step, i));
                    }
                }
            }
        }
        return all;
    }

    @BeforeAll
    static void start() {
        gateway = GatewayUnderTest.with().start();
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    @Test
    void the_projects_own_routes_break_no_rule() {
        assertThat(RouteFolder.copiedTo(folder).faults(gateway)).isEmpty();
    }

    @Test
    void there_are_many_such_steps() throws IOException {
        assertThat(steps()).hasSizeGreaterThan(18);
    }

    @ParameterizedTest
    @MethodSource("steps")
    void without_the_step_the_routes_are_refused_and_the_route_is_named(TakenOut step) throws IOException {
        RouteFolder routes = RouteFolder.copiedTo(folder);
        int line = routes.replace(step.file(), step.step(), step.occurrence(), "log: {message: gone}");
        List<RouteFault> faults = routes.faults(gateway);
        int begin = line;
        while (begin > 1 && !begins(step.file(), begin)) {
            begin--;
        }
        int end = line;
        while (!begins(step.file(), end + 1)) {
            end++;
        }
        int first = begin;
        int last = end;
        assertThat(faults).isNotEmpty().allSatisfy(fault -> {
            assertThat(fault.file()).isEqualTo(step.file());
            assertThat(fault.line()).isBetween(first, last);
        });
    }

    /** Tells whether a route begins in this line, or the file has ended before it. */
    private static boolean begins(String file, int line) throws IOException {
        List<String> lines = Files.readAllLines(Path.of("routes", file));
        return line > lines.size() || lines.get(line - 1).startsWith("- ");
    }
}
