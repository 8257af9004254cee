package bench;

import java.io.IOException;
import java.util.OptionalLong;

/** What calls go through on their way to the upstream servers: a gateway or a proxy, with a process of its own. */
interface Side extends AutoCloseable {
    /** What the report calls it. */
    String title();

    int port();

    /** The token to call it with, each number another caller; empty if it asks for none. */
    default String token(int number) {
        return "";
    }

    /** The tool {@code echo} of the first server, as it is known here. */
    Tool echo();

    /** All CPU time that it has used so far. */
    Cpu cpu();

    /** How many records its journal has had since the last time this was asked; empty where none is kept. */
    default OptionalLong records() throws IOException {
        return OptionalLong.empty();
    }

    @Override
    void close();
}
