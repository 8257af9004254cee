package bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The open gateway and the locked one, taking turns; which one begins changes from round to round. */
final class LockTurns {
    private final Options options;
    private final Turns open;
    private final Turns locked;

    LockTurns(Options options, Turns open, Turns locked) {
        this.options = options;
        this.open = open;
        this.locked = locked;
    }

    Map<Scenario, List<LockRound>> take() throws IOException, InterruptedException {
        var rounds = new LinkedHashMap<Scenario, List<LockRound>>();
        if (options.warmup() > 0) {
            // by all callers, so that nobody's first call is measured
            var warmUp = new Scenario("warm-up", Tool.single(), Lock.CALLERS, options.warmup(), 0);
            open.through(warmUp);
            locked.through(warmUp);
        }
        for (int round = 1; round <= options.rounds(); round++) {
            for (var scenario : Scenario.locked(options)) {
                var taken = round % 2 == 1 ? openFirst(scenario) : lockedFirst(scenario);
                rounds.computeIfAbsent(scenario, s -> new ArrayList<>()).add(taken);
                Benchmark.say("round %d, %s: CPU %.3f ms open, %.3f ms locked; without JIT %.3f and %.3f"
                        .formatted(
                                round,
                                scenario.title(),
                                taken.open().cpuMillis(),
                                taken.locked().cpuMillis(),
                                taken.open().settledMillis(),
                                taken.locked().settledMillis()));
            }
        }
        return rounds;
    }

    private LockRound openFirst(Scenario scenario) throws IOException, InterruptedException {
        var first = open.through(scenario);
        return new LockRound(first, locked.through(scenario));
    }

    private LockRound lockedFirst(Scenario scenario) throws IOException, InterruptedException {
        var first = locked.through(scenario);
        return new LockRound(open.through(scenario), first);
    }
}
