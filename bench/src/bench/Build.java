package bench;

import java.io.IOException;
import java.util.OptionalLong;

/** A gateway under the name of its build. */
record Build(String title, Gateway gateway) implements Side {
    @Override
    public int port() {
        return gateway.port();
    }

    @Override
    public String token(int number) {
        return gateway.token(number);
    }

    @Override
    public Tool echo() {
        return gateway.echo();
    }

    @Override
    public Cpu cpu() {
        return gateway.cpu();
    }

    @Override
    public OptionalLong records() throws IOException {
        return gateway.records();
    }

    @Override
    public void close() {
        gateway.close();
    }
}
