package bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** All that can stand between clients and a server, and nothing, taking turns; each round begins with another one. */
final class PeerTurns {
    private final Options options;
    private final UpstreamProcess upstream;
    private final List<Side> sides;

    PeerTurns(Options options, UpstreamProcess upstream, List<Side> sides) {
        this.options = options;
        this.upstream = upstream;
        this.sides = sides;
    }

    /** What one side did in all rounds of the two scenarios. */
    record Taken(String title, List<Passage> quiet, List<Passage> busy) {}

    /** What was measured: direct calls, which have no process of their own between, and the sides in the given order. */
    record Result(List<Sample> directQuiet, List<Sample> directBusy, List<Taken> sides) {}

    Result take() throws IOException, InterruptedException {
        var scenarios = Scenario.peers(options);
        warmUp(scenarios.getLast());
        var taken = new LinkedHashMap<Side, Taken>();
        sides.forEach(side -> taken.put(side, new Taken(side.title(), new ArrayList<>(), new ArrayList<>())));
        var quiet = new ArrayList<Sample>();
        var busy = new ArrayList<Sample>();
        for (int round = 1; round <= options.rounds(); round++) {
            var order = new ArrayList<>(sides);
            Collections.rotate(order, round);
            quiet.add(direct(scenarios.getFirst()));
            for (var side : order) {
                taken.get(side).quiet().add(through(side, scenarios.getFirst()));
            }
            busy.add(direct(scenarios.getLast()));
            for (var side : order) {
                taken.get(side).busy().add(through(side, scenarios.getLast()));
            }
            say(round, taken);
        }
        return new Result(quiet, busy, List.copyOf(taken.values()));
    }

    private void warmUp(Scenario busy) throws IOException, InterruptedException {
        if (options.warmup() == 0) {
            return;
        }
        for (var side : sides) {
            Benchmark.say("warming up: " + side.title());
            through(side, new Scenario("warm-up", side.echo(), busy.connections(), options.warmup(), 0));
        }
    }

    private Sample direct(Scenario scenario) throws IOException, InterruptedException {
        return new Turns(upstream, sides.getFirst()).direct(scenario);
    }

    private Passage through(Side side, Scenario scenario) throws IOException, InterruptedException {
        return new Turns(upstream, side).through(scenario.of(side.echo()));
    }

    private static void say(int round, Map<Side, Taken> taken) {
        var line = new StringBuilder("round " + round + ", CPU a call in ms:");
        taken.forEach((side, it) -> line.append(" %s %.3f;".formatted(side.title(), it.busy().getLast().cpuMillis())));
        Benchmark.say(line.toString());
    }
}
