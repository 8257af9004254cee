package bench;

/**
 * What one run of calls took, seen from the client.
 *
 * @param reconnects how often the server had the client open its connection again
 */
record Sample(int calls, long nanos, long p50Nanos, long p99Nanos, int reconnects) {
    double perSecond() {
        return calls * 1e9 / nanos;
    }

    double p50Millis() {
        return p50Nanos / 1e6;
    }

    double p99Millis() {
        return p99Nanos / 1e6;
    }

    double seconds() {
        return nanos / 1e9;
    }
}
