package com.datacline.gateway.process;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;

/** Clients that call {@code echo}, each with a message of its own, until they have made their calls or are stopped. */
final class Load implements AutoCloseable {
    private final Queue<String> answered = new ConcurrentLinkedQueue<>();
    private final Queue<String> failed = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean stopped = new AtomicBoolean();
    private final List<Thread> clients = new ArrayList<>();

    private Load() {}

    static Load on(GatewayProcess gateway, String name, int clients, int callsEach) {
        Load load = new Load();
        for (int client = 0; client < clients; client++) {
            String prefix = name + "-" + client + "-";
            load.clients.add(Thread.ofVirtual().start(() -> load.run(gateway, prefix, callsEach)));
        }
        return load;
    }

    /** Returns the messages of the calls that were answered with success. */
    List<String> answered() {
        return List.copyOf(answered);
    }

    /** Returns what became of the others, with their messages. */
    List<String> failed() {
        return List.copyOf(failed);
    }

    Load awaitEnd() throws InterruptedException {
        for (Thread client : clients) {
            client.join();
        }
        return this;
    }

    @Override
    public void close() throws InterruptedException {
        stopped.set(true);
        awaitEnd();
    }

    private void run(GatewayProcess gateway, String prefix, int calls) {
        for (int i = 0; i < calls && !stopped.get(); i++) {
            String message = prefix + i;
            try {
                var answer = gateway.echo("one", message);
                if (answer.statusCode() == 200 && answer.body().contains(message)) {
                    answered.add(message);
                } else {
                    failed.add(message + ": " + answer.statusCode() + " " + answer.body());
                }
            } catch (IOException e) {
                failed.add(message + ": " + e);
                return;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }
}
