package bench;

/**
 * What calls through a gateway took, already found correct.
 *
 * @param millis CPU time of the whole gateway process meanwhile
 * @param compilerMillis of these, those of the just-in-time compiler
 * @param collectorMillis of these, those of the garbage collector
 * @param otherRequests what the upstream servers were asked by the gateway besides tools/call
 */
record Passage(Sample sample, double millis, double compilerMillis, double collectorMillis, long otherRequests) {
    /** CPU a call. */
    double cpuMillis() {
        return millis / sample.calls();
    }

    /** CPU a call without the compiler's, which ends when the gateway has run for a while. */
    double settledMillis() {
        return (millis - compilerMillis) / sample.calls();
    }
}
