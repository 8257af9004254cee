package bench;

/** One turn of a scenario through the open gateway and through the locked one. */
record LockRound(Passage open, Passage locked) {
    double addedMillis() {
        return locked.cpuMillis() - open.cpuMillis();
    }

    /** The same without what the compiler took, which has nothing more to do once a gateway has run for a while. */
    double addedSettledMillis() {
        return locked.settledMillis() - open.settledMillis();
    }
}
