package bench;

/** Something the benchmark refuses to measure past: it is reported as one line, without a stack trace. */
final class Failure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Failure(String message) {
        super(message);
    }
}
