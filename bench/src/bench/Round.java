package bench;

import java.time.Duration;

/**
 * One turn of a scenario on both sides, already found correct.
 *
 * @param cpu what the gateway process used meanwhile
 * @param otherRequests what the upstream servers were asked by the gateway besides tools/call
 */
record Round(Sample direct, Sample gateway, Duration cpu, long otherRequests) {
    double cpuMillis() {
        return cpu.toNanos() / 1e6 / gateway.calls();
    }
}
