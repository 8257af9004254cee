package com.datacline.gateway.process;

import com.datacline.gateway.GatewayUnderTest;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Clients that call {@code echo} of one server in a steady beat, whatever becomes of their calls: a server that fails quickly
 * is not called more often than one that is well. A beat during which a call is under way is left out.
 */
final class PacedCallers implements AutoCloseable {
    private final Caller caller;
    private final Queue<Made> made = new ConcurrentLinkedQueue<>();
    private final Queue<String> wrong = new ConcurrentLinkedQueue<>();
    private final List<Thread> clients = new ArrayList<>();
    private volatile boolean stopped;

    /** Makes a call with a message, which comes back in the answer. */
    interface Caller {
        HttpResponse<String> call(String server, String message) throws IOException, InterruptedException;
    }

    /**
     * A call that has ended.
     *
     * @param begin when it began, as {@link System#nanoTime()}
     * @param end when it ended
     * @param code {@code ok}, or the code of its failure
     */
    record Made(long begin, long end, String code) {
        double millis() {
            return (end - begin) / 1e6;
        }
    }

    PacedCallers(Caller caller, List<String> servers, Duration beat) {
        this.caller = caller;
        for (int i = 0; i < servers.size(); i++) {
            String server = servers.get(i);
            String prefix = server + "-" + i + "-";
            clients.add(Thread.ofVirtual().start(() -> run(server, prefix, beat)));
        }
    }

    /** Returns the calls that began and ended in that time. */
    List<Made> between(long from, long to) {
        return made.stream()
                .filter(call -> call.begin() >= from && call.end() <= to)
                .toList();
    }

    /** Returns answers that were no answers to the call, or no JSON. */
    List<String> wrong() {
        return List.copyOf(wrong);
    }

    @Override
    public void close() throws InterruptedException {
        stopped = true;
        for (Thread client : clients) {
            client.join();
        }
    }

    private void run(String server, String prefix, Duration beat) {
        long next = System.nanoTime();
        for (int i = 0; !stopped; i++) {
            try {
                long begin = System.nanoTime();
                HttpResponse<String> answer = caller.call(server, prefix + i);
                made.add(new Made(begin, System.nanoTime(), judge(answer, prefix + i)));
                do {
                    next += beat.toNanos();
                } while (next < System.nanoTime());
                Thread.sleep(Duration.ofNanos(next - System.nanoTime()));
            } catch (IOException e) {
                wrong.add(prefix + i + ": " + e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private String judge(HttpResponse<String> answer, String message) {
        JsonNode said;
        try {
            said = GatewayUnderTest.json(answer.body());
        } catch (RuntimeException e) {
            wrong.add(message + ": " + answer.body());
            return "no JSON";
        }
        boolean good = answer.statusCode() == 200;
        if (good ? !answer.body().contains("\"" + message + "\"") : !said.hasNonNull("code")) {
            wrong.add(message + ": " + answer.statusCode() + " " + answer.body());
        }
        return good ? "ok" : said.path("code").asText();
    }
}
