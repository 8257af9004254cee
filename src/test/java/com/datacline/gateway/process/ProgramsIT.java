package com.datacline.gateway.process;

import static com.datacline.gateway.GatewayUnderTest.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** No program that the gateway has started outlives it, however it ends. */
class ProgramsIT {

    @Test
    void programs_end_with_a_gateway_that_is_asked_to_stop() {
        GatewaySetup setup = GatewayProcess.with()
                .program("reads", "cat > /dev/null")
                .program("stays", "sleep 600")
                .program("deaf", "trap \"\" TERM; while true; do sleep 1; done")
                .program("parent", "sleep 600 & cat > /dev/null");
        try (GatewayProcess gateway = setup.start()) {
            eventually("all run", () -> family(gateway).size() >= 6);
            List<ProcessHandle> family = family(gateway);

            gateway.terminate();

            assertThat(family).noneMatch(ProgramsIT::lives);
        }
    }

    @Test
    void programs_see_the_end_of_their_input_when_the_gateway_is_killed() {
        try (GatewayProcess gateway =
                GatewayProcess.with().program("reads", "cat > /dev/null").start()) {
            eventually("it runs", () -> family(gateway).size() >= 2);
            List<ProcessHandle> family = family(gateway);

            gateway.kill();

            eventually("they have ended", () -> family.stream().noneMatch(ProgramsIT::lives));
        }
    }

    private static List<ProcessHandle> family(GatewayProcess gateway) {
        return ProcessHandle.of(gateway.pid()).orElseThrow().descendants().toList();
    }

    /** One that has ended and that nobody has waited for does not live, though it has a number still. */
    private static boolean lives(ProcessHandle process) {
        try {
            String state = Files.readString(Path.of("/proc/" + process.pid() + "/stat"));
            return !state.substring(state.lastIndexOf(')')).startsWith(") Z");
        } catch (IOException e) {
            return process.isAlive();
        }
    }
}
