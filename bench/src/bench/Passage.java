package bench;

import java.time.Duration;

/**
 * What calls through a gateway took, already found correct.
 *
 * @param cpu what the gateway process used meanwhile
 * @param otherRequests what the upstream servers were asked by the gateway besides tools/call
 */
record Passage(Sample sample, Duration cpu, long otherRequests) {
    double cpuMillis() {
        return cpu.toNanos() / 1e6 / sample.calls();
    }
}
