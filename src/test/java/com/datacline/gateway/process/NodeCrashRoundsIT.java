package com.datacline.gateway.process;

import static org.assertj.core.api.Assertions.assertThat;

import com.datacline.gateway.cluster.RedisUnderTest;
import com.datacline.gateway.fixture.Alone;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * Two nodes of which one after the other is killed under load, while PostgreSQL and Redis come and go: {@code
 * -Dcrash.rounds=50} for as many as {@code make soak} takes, {@code -Dcrash.seed} for other moments. The clients are the
 * same from the first round to the last.
 */
@Alone
class NodeCrashRoundsIT {
    private static final int ROUNDS = Integer.getInteger("crash.rounds", 3);
    private static final long SEED = Long.getLong("crash.seed", System.nanoTime());
    private static final int NODES = 2;
    private static final int CLIENTS = 4;
    private static final int SPREAD_MILLIS = 1_500;

    private final Random random = new Random(SEED);
    private boolean postgresIsUp = true;
    private int redisKilled;

    @Test
    void every_answered_call_is_in_one_journal_and_in_the_end_once_in_sql_and_no_session_ends() throws Exception {
        System.out.println("crash.seed=" + SEED + " crash.rounds=" + ROUNDS);
        try (NodesUnderTest nodes = NodesUnderTest.start(NODES, RedisUnderTest.keeping())) {
            List<SessionLoad> clients = nodes.clients(CLIENTS);
            NodesUnderTest.awaitMore(clients, 5);
            for (int round = 1; round <= ROUNDS; round++) {
                crash(nodes, random.nextInt(NODES));
                NodesUnderTest.awaitMore(clients, 5);
                // first what was answered, as clients go on meanwhile
                assertAreIn(seen(clients), Journals.messages(nodes.journals()), "the journals after round " + round);
                nodes.server().forget();
            }
            for (SessionLoad client : clients) {
                client.close();
                assertFailedForAReason(client);
            }
            if (!postgresIsUp) {
                nodes.postgres().open();
            }
            List<String> answered = seen(clients);
            assertThat(Journals.messages(nodes.journals()))
                    .doesNotHaveDuplicates()
                    .containsAll(answered);
            nodes.table().awaitAll(nodes::journals);
            assertThat(nodes.table().messages()).doesNotHaveDuplicates().containsAll(answered);
            System.out.println("node crash: " + answered.size() + " calls answered in " + ROUNDS + " rounds, "
                    + clients.stream()
                            .mapToInt(client -> client.failed().size())
                            .sum() + " failed, Redis was killed "
                    + redisKilled + " times");
            assertThat(answered).hasSizeGreaterThan(10 * ROUNDS);
        }
    }

    /** One node is killed and starts again, at some moment before, between or after what the engines do. */
    private void crash(NodesUnderTest nodes, int victim) throws Exception {
        boolean redisGoes = random.nextBoolean();
        pause();
        togglePostgres(nodes);
        pause();
        if (redisGoes) {
            nodes.redis().kill();
            redisKilled++;
            pause();
        }
        nodes.node(victim).kill();
        pause();
        if (random.nextBoolean()) {
            Files.writeString(nodes.journalFile(victim), "{\"timestamp\":\"2026-", StandardOpenOption.APPEND);
        }
        boolean redisIsBackFirst = random.nextBoolean();
        if (redisGoes && redisIsBackFirst) {
            nodes.redis().open();
        }
        nodes.revive(victim);
        if (redisGoes && !redisIsBackFirst) {
            pause();
            nodes.redis().open();
        }
    }

    private void togglePostgres(NodesUnderTest nodes) throws Exception {
        if (postgresIsUp) {
            nodes.postgres().kill();
        } else {
            nodes.postgres().open();
        }
        postgresIsUp = !postgresIsUp;
    }

    /** What was at the node that died breaks off, a request of a session waits for Redis, and nothing else fails. */
    private static void assertFailedForAReason(SessionLoad client) {
        assertThat(client.failed())
                .allMatch(failure -> failure.contains(": 502")
                        || (client.isLegacy() && failure.contains(": 503") && failure.contains("-32019")));
        assertThat(client.failed().stream().filter(failure -> failure.contains(": 502")))
                .hasSizeLessThanOrEqualTo(ROUNDS);
    }

    /** Each is there, and nothing is there twice. */
    private static void assertAreIn(List<String> answered, List<String> written, String where) {
        Set<String> once = new HashSet<>();
        assertThat(written.stream().filter(message -> !once.add(message)))
                .as("twice in " + where)
                .isEmpty();
        assertThat(answered.stream().filter(message -> !once.contains(message)))
                .as("not in " + where)
                .isEmpty();
    }

    private static List<String> seen(List<SessionLoad> clients) {
        List<String> answered = new ArrayList<>();
        clients.forEach(client -> answered.addAll(client.answered()));
        return answered;
    }

    private void pause() throws InterruptedException {
        Thread.sleep(random.nextInt(SPREAD_MILLIS));
    }
}
