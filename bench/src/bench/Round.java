package bench;

/** One turn of a scenario on both sides. */
record Round(Sample direct, Passage passage) {
    Sample gateway() {
        return passage.sample();
    }

    double cpuMillis() {
        return passage.cpuMillis();
    }
}
