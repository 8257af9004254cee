package com.datacline.gateway.upstream;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A process and its three streams. They are read and written by platform threads: a pipe that is read blocks the thread
 * which carries a virtual one.
 */
final class ChildProcess {
    private static final int MOST_UNSENT = 1_000;
    private static final byte[] END = {};
    private static final Duration LAST_WORDS = Duration.ofSeconds(1);

    private final String server;
    private final Process process;
    private final Duration patience;
    private final BlockingQueue<byte[]> unsent = new ArrayBlockingQueue<>(MOST_UNSENT + 1);
    private final AtomicReference<End> stopped = new AtomicReference<>();
    private final CompletableFuture<Void> gone = new CompletableFuture<>();

    /** @param patience how long it may take to end when it is told to, before it is told so more firmly */
    ChildProcess(String server, Process process, Duration patience) {
        this.server = server;
        this.process = process;
        this.patience = patience;
    }

    /** Whose doing the end of a process was. */
    enum Cause {
        /** It ended by itself. */
        EXITED,
        /** It closed one of its streams, and was ended for that. */
        HUNG_UP,
        /** It was to end. */
        STOPPED
    }

    private record End(String reason, Cause cause) {}

    /** What hears of a process. */
    interface Owner {
        /** Takes a line of its standard output; one that was cut was too long. */
        void heard(LineInput.Line line);

        /**
         * Takes note of its end.
         *
         * @param reason how it ended, to go on after the server's name
         * @param exitCode its exit code
         */
        void ended(String reason, int exitCode, Cause cause);
    }

    /** Begins to read and write. */
    void attend(Owner owner, int longestLine, StderrLog errors) {
        Thread reader = thread("stdout", () -> read(owner, new LineInput(process.getInputStream(), longestLine)));
        thread("stdin", this::write);
        thread("stderr", () -> errors.copy(process.getErrorStream()));
        process.onExit()
                .thenAccept(ended -> Thread.startVirtualThread(() -> {
                    // What it said last is in the pipe still; a child of its own may keep the pipe open for ever.
                    join(reader);
                    unsent.clear();
                    unsent.offer(END);
                    int code = ended.exitValue();
                    End end = stopped.get();
                    if (end == null) {
                        end = new End("its process ended with exit code " + code, Cause.EXITED);
                    }
                    owner.ended(end.reason(), code, end.cause());
                    stop("its process has ended");
                }));
    }

    long pid() {
        return process.pid();
    }

    /** Returns false if it does not take what it is sent. */
    boolean send(byte[] line) {
        return stopped.get() == null && unsent.size() < MOST_UNSENT && unsent.offer(line);
    }

    /**
     * Ends it, with all processes that it started, and does not wait for that: its input ends, and what lives on is
     * told to end and then killed (2025-11-25, basic, lifecycle, shutdown, stdio).
     *
     * @param reason what those who wait for it hear, to go on after the server's name
     */
    void stop(String reason) {
        end(new End(reason, Cause.STOPPED));
    }

    /** Tells whether it was told to end, and not for what it did. */
    boolean isToEnd() {
        End end = stopped.get();
        return end != null && end.cause() == Cause.STOPPED;
    }

    private void end(End why) {
        if (stopped.compareAndSet(null, why)) {
            Thread.ofVirtual().name("stop-" + server).start(this::shutDown);
        }
    }

    /** Is done when nothing of it is left after a stop. */
    CompletableFuture<Void> gone() {
        return gone;
    }

    private void shutDown() {
        Set<ProcessHandle> family = new HashSet<>();
        try {
            join(family);
            unsent.clear();
            unsent.offer(END);
            if (!ends(Set.of(process.toHandle()))) {
                join(family);
                process.toHandle().destroy();
            }
            family.forEach(ProcessHandle::destroy);
            family.add(process.toHandle());
            if (!ends(family)) {
                join(family);
                family.forEach(ProcessHandle::destroyForcibly);
                ends(family);
            }
        } finally {
            gone.complete(null);
        }
    }

    private void join(Set<ProcessHandle> family) {
        process.descendants().forEach(family::add);
    }

    private boolean ends(Set<ProcessHandle> family) {
        CompletableFuture<?>[] all = family.stream().map(ProcessHandle::onExit).toArray(CompletableFuture<?>[]::new);
        CompletableFuture.allOf(all)
                .completeOnTimeout(null, patience.toMillis(), TimeUnit.MILLISECONDS)
                .join();
        return family.stream().noneMatch(ProcessHandle::isAlive);
    }

    private void read(Owner owner, LineInput lines) {
        try {
            for (LineInput.Line line = lines.next(); line != null; line = lines.next()) {
                owner.heard(line);
            }
        } catch (IOException e) {
            // A stream that breaks has ended.
        }
        if (!process.isAlive()) {
            return;
        }
        // One that exits closes its output a moment before.
        if (!ends(Set.of(process.toHandle()))) {
            end(new End("it closed its standard output", Cause.HUNG_UP));
        }
    }

    private void write() {
        try (OutputStream stdin = process.getOutputStream()) {
            for (byte[] line = unsent.take(); line != END; line = unsent.take()) {
                stdin.write(line);
                stdin.write('\n');
                if (unsent.isEmpty()) {
                    stdin.flush();
                }
            }
        } catch (IOException e) {
            if (process.isAlive() && !ends(Set.of(process.toHandle()))) {
                end(new End("it closed its standard input", Cause.HUNG_UP));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Thread thread(String stream, Runnable work) {
        return Thread.ofPlatform()
                .daemon()
                .name(server + "-" + stream + "-" + process.pid())
                .start(work);
    }

    private static void join(Thread reader) {
        try {
            reader.join(LAST_WORDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public String toString() {
        return "process " + process.pid() + " of server " + server;
    }
}
