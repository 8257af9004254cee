package bench;

/** One turn of a scenario through the open gateway and through the locked one. */
record LockRound(Passage open, Passage locked) {
    double addedMillis() {
        return locked.cpuMillis() - open.cpuMillis();
    }
}
