package bench;

/**
 * What is called, and how many upstream servers a good answer speaks of.
 *
 * @param arguments the JSON of its arguments
 * @param upstreams 1 for a single call, more for a broadcast
 */
record Tool(String name, String arguments, int upstreams) {
    private static final String MESSAGE = "{\"message\":\"hello from the benchmark\"}";

    /** The tool as the upstream itself offers it. */
    static Tool direct() {
        return new Tool("echo", MESSAGE, 1);
    }

    static Tool single() {
        return new Tool("bench-1__echo", MESSAGE, 1);
    }

    /** The one of the second server, which a limit is set on where nodes are measured. */
    static Tool limited() {
        return new Tool("bench-2__echo", MESSAGE, 1);
    }

    static Tool broadcast(int upstreams) {
        return new Tool("broadcast__echo", "{\"arguments\":" + MESSAGE + "}", upstreams);
    }

    /** A broadcast has a record of its own besides one per leg. */
    int journalLines() {
        return upstreams == 1 ? 1 : upstreams + 1;
    }
}
