package bench;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * Clients that call as fast as they are answered, one platform thread each. A client that calls several servers
 * directly writes to all of them before it reads from any: parallel on the wire, without a thread per leg.
 */
final class Load implements Closeable {
    private static final int MINUTES = 5;

    private final List<List<PreparedCall>> clients = new ArrayList<>();

    /** Opens and initializes the connections, so that what is measured afterwards is calls only. */
    Load(int connections, List<Integer> ports, Tool tool) throws IOException {
        for (int client = 0; client < connections; client++) {
            var legs = new ArrayList<PreparedCall>();
            clients.add(legs);
            for (int port : ports) {
                legs.add(new PreparedCall(Session.open(port, ""), tool));
            }
        }
    }

    /** The same through something else, each connection as a caller of its own if it asks who calls. */
    Load(int connections, Side side, Tool tool) throws IOException {
        for (int client = 0; client < connections; client++) {
            clients.add(List.of(new PreparedCall(Session.open(side.port(), side.token(client)), tool)));
        }
    }

    /** Clients of the modern era, at one address. */
    static Load modern(int connections, int port, Tool tool) throws IOException {
        var load = new Load(0, List.of(), tool);
        for (int client = 0; client < connections; client++) {
            load.clients.add(List.of(new PreparedCall(Session.modern(port, tool.name()), tool)));
        }
        return load;
    }

    /** Makes that many calls in all, shared evenly, and fails with the first answer that is not a success. */
    Sample run(int calls) throws InterruptedException, IOException {
        var latencies = new long[calls];
        var work = new ArrayList<Callable<Void>>();
        for (int client = 0; client < clients.size(); client++) {
            var legs = clients.get(client);
            int from = (int) ((long) calls * client / clients.size());
            int to = (int) ((long) calls * (client + 1) / clients.size());
            work.add(() -> repeat(legs, latencies, from, to));
        }
        ExecutorService threads = Executors.newFixedThreadPool(clients.size());
        try {
            long start = System.nanoTime();
            for (var result : threads.invokeAll(work, MINUTES, TimeUnit.MINUTES)) {
                result.get();
            }
            long elapsed = System.nanoTime() - start;
            Arrays.sort(latencies);
            return new Sample(calls, elapsed, rank(latencies, 50), rank(latencies, 99), reconnects());
        } catch (CancellationException e) {
            throw new Failure("the calls did not end within " + MINUTES + " minutes");
        } catch (ExecutionException e) {
            throw new Failure(e.getCause() instanceof Failure f ? f.getMessage() : "a call failed: " + e.getCause());
        } finally {
            threads.shutdown();
        }
    }

    @Override
    public void close() throws IOException {
        for (var legs : clients) {
            for (var leg : legs) {
                leg.close();
            }
        }
    }

    private static Void repeat(List<PreparedCall> legs, long[] latencies, int from, int to) throws IOException {
        for (int number = from; number < to; number++) {
            long start = System.nanoTime();
            for (var leg : legs) {
                leg.send(number);
            }
            for (var leg : legs) {
                leg.receive();
            }
            latencies[number] = System.nanoTime() - start;
        }
        return null;
    }

    private int reconnects() {
        return clients.stream().flatMap(List::stream).mapToInt(PreparedCall::reconnects).sum();
    }

    /** Nearest rank. */
    private static long rank(long[] sorted, int percent) {
        return sorted[(int) Math.ceil(sorted.length * percent / 100.0) - 1];
    }
}
