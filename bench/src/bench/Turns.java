package bench;

import java.io.IOException;
import java.util.List;

/** Runs a scenario on either side and holds the gateway to its word: requests, answers and records must all add up. */
final class Turns {
    private static final String CALL = "tools/call";

    private final UpstreamProcess upstream;
    private final Gateway gateway;

    Turns(UpstreamProcess upstream, Gateway gateway) {
        this.upstream = upstream;
        this.gateway = gateway;
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

    private Sample direct(Scenario scenario) throws IOException, InterruptedException {
        var ports = upstream.ports().subList(0, scenario.tool().upstreams());
        try (var load = new Load(scenario.connections(), ports, Tool.direct())) {
            long before = count(CALL);
            var sample = load.run(scenario.calls());
            expect(scenario, "direct calls at the upstream servers", scenario.upstreamCalls(), count(CALL) - before);
            return sample;
        }
    }

    /** Takes the way through the gateway only. */
    Passage through(Scenario scenario) throws IOException, InterruptedException {
        try (var load = new Load(scenario.connections(), gateway, scenario.tool())) {
            gateway.journal().added();
            long callsBefore = count(CALL);
            long allBefore = all();
            var cpuBefore = gateway.cpu();
            var sample = load.run(scenario.calls());
            var cpu = gateway.cpu();
            long records = gateway.journal().added();
            long calls = count(CALL) - callsBefore;
            long others = all() - allBefore - calls;
            expect(scenario, "calls at the upstream servers", scenario.upstreamCalls(), calls);
            expect(scenario, "records in the journal when the last answer came", scenario.journalLines(), records);
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
