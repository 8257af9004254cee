package bench;

import java.io.IOException;
import java.util.List;

/** Runs a scenario on either side and holds what is between to its word: requests, answers and records must all add up. */
final class Turns {
    private static final String CALL = "tools/call";

    private final UpstreamProcess upstream;
    private final Side side;

    Turns(UpstreamProcess upstream, Side side) {
        this.upstream = upstream;
        this.side = side;
    }

    Round take(Scenario scenario) throws IOException, InterruptedException {
        upstream.delay(scenario.delayMillis());
        try {
            var direct = direct(scenario);
            return new Round(direct, through(scenario));
        } finally {
            upstream.delay(0);
        }
    }

    Sample direct(Scenario scenario) throws IOException, InterruptedException {
        var ports = upstream.ports().subList(0, scenario.tool().upstreams());
        try (var load = new Load(scenario.connections(), ports, Tool.direct())) {
            long before = count(CALL);
            var sample = load.run(scenario.calls());
            expect(scenario, "direct calls at the upstream servers", scenario.upstreamCalls(), count(CALL) - before);
            return sample;
        }
    }

    /** Takes the way through it only. */
    Passage through(Scenario scenario) throws IOException, InterruptedException {
        try (var load = new Load(scenario.connections(), side, scenario.tool())) {
            side.records();
            long callsBefore = count(CALL);
            long allBefore = all();
            var cpuBefore = side.cpu();
            var sample = load.run(scenario.calls());
            var cpu = side.cpu();
            var records = side.records();
            long calls = count(CALL) - callsBefore;
            long others = all() - allBefore - calls;
            expect(scenario, "calls at the upstream servers", scenario.upstreamCalls(), calls);
            if (records.isPresent()) {
                expect(
                        scenario,
                        "records in the journal when the last answer came",
                        scenario.journalLines(),
                        records.getAsLong());
            }
            if (others > allowance(scenario, sample)) {
                throw new Failure(scenario.title() + ": the upstream servers got " + others
                        + " other requests besides " + calls + " calls, more than a refresh and a few new sessions explain: "
                        + upstream.asked());
            }
            return new Passage(
                    sample,
                    cpu.millisSince(cpuBefore),
                    cpu.compilerMillisSince(cpuBefore),
                    cpu.collectorMillisSince(cpuBefore),
                    others);
        }
    }

    /** Room for a catalogue refresh every ten seconds, and for one fresh session a connection and leg. */
    private long allowance(Scenario scenario, Sample sample) {
        long refreshes = upstream.ports().size() * (1 + (long) sample.seconds() / 10);
        long handshake = 3;
        return refreshes + handshake * scenario.connections() * scenario.tool().upstreams();
    }

    private long count(String method) throws IOException, InterruptedException {
        return upstream.asked().getOrDefault(method, 0L);
    }

    private long all() throws IOException, InterruptedException {
        return upstream.asked().values().stream().mapToLong(Long::longValue).sum();
    }

    private static void expect(Scenario scenario, String what, long expected, long seen) {
        if (expected != seen) {
            throw new Failure(scenario.title() + ": expected " + expected + " " + what + ", saw " + seen);
        }
    }
}
