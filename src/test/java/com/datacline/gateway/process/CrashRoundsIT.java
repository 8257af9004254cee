package com.datacline.gateway.process;

import static org.assertj.core.api.Assertions.assertThat;

import com.datacline.gateway.fixture.Alone;
import com.datacline.gateway.fixture.ScriptedServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * A gateway that is killed again and again under load, while its database comes and goes: {@code -Dcrash.rounds=50} for as many
 * as {@code make soak} takes, {@code -Dcrash.seed} for other moments.
 */
@Alone
class CrashRoundsIT {
    private static final int ROUNDS = Integer.getInteger("crash.rounds", 3);
    private static final long SEED = Long.getLong("crash.seed", System.nanoTime());
    private static final int CLIENTS = 6;
    private static final int LEAST_MILLIS = 300;
    private static final int SPREAD_MILLIS = 2_000;

    @Test
    void every_answered_call_is_in_the_journal_and_in_the_end_once_in_sql() throws Exception {
        System.out.println("crash.seed=" + SEED + " crash.rounds=" + ROUNDS);
        Random random = new Random(SEED);
        List<String> answered = new ArrayList<>();
        try (ScriptedServer server = ScriptedServer.start();
                PostgresUnderTest postgres = PostgresUnderTest.start()) {
            GatewaySetup setup =
                    GatewayProcess.with().server("one", server.url()).set("DATABASE_URL", postgres.url());
            Path journal = setup.folder().resolve("audit.json");
            boolean up = true;
            for (int round = 1; round <= ROUNDS; round++) {
                try (GatewayProcess gateway = setup.start();
                        Load load = Load.on(gateway, "round-" + round, CLIENTS, Integer.MAX_VALUE)) {
                    pause(random);
                    if (up) {
                        postgres.kill();
                    } else {
                        postgres.open();
                    }
                    up = !up;
                    pause(random);
                    gateway.kill();
                    load.awaitEnd();
                    answered.addAll(load.answered());
                    assertThat(load.failed())
                            .as("but for the crash nothing fails")
                            .hasSizeLessThanOrEqualTo(CLIENTS);
                }
                assertThat(Journals.messages(Journals.whole(journal)))
                        .as("after round %d", round)
                        .doesNotHaveDuplicates()
                        .containsAll(answered);
                if (random.nextBoolean()) {
                    Files.writeString(journal, "{\"timestamp\":\"2026-", StandardOpenOption.APPEND);
                }
                server.forget();
            }
            if (!up) {
                postgres.open();
            }
            try (GatewayProcess gateway = setup.start()) {
                answered.addAll(Load.on(gateway, "after", 1, 5).awaitEnd().answered());
                AuditTable table = AuditTable.at(postgres.audit());
                table.awaitAll(gateway::journal);
                assertThat(table.messages()).containsAll(answered);
            }
            System.out.println("crash: " + answered.size() + " calls answered in " + ROUNDS + " rounds");
            assertThat(answered).hasSizeGreaterThan(10 * ROUNDS);
        }
    }

    private static void pause(Random random) throws InterruptedException {
        Thread.sleep(LEAST_MILLIS + random.nextInt(SPREAD_MILLIS));
    }
}
