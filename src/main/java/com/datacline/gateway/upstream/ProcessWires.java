package com.datacline.gateway.upstream;

import com.datacline.gateway.call.CallFailed;
import com.datacline.gateway.call.FailureCode;
import com.datacline.gateway.call.ServerFault;
import com.datacline.gateway.registry.Address;
import com.datacline.gateway.registry.Secret;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The processes of one server: one for each session, no more than allowed, none that outlives the gateway. */
final class ProcessWires implements Wires {
    private static final Logger LOG = LoggerFactory.getLogger(ProcessWires.class);

    private final String server;
    private final Address.Stdio program;
    private final StdioProperties properties;
    private final int longestLine;
    private final Function<String, Secret> secretAt;
    private final RestartPause pause;
    private final Set<ChildProcess> living = new HashSet<>();
    private boolean closed;

    /**
     * @param longestLine the largest message in bytes
     * @param secretAt reads what a value of the environment refers to
     */
    ProcessWires(
            String server,
            Address.Stdio program,
            StdioProperties properties,
            int longestLine,
            Function<String, Secret> secretAt) {
        this.server = server;
        this.program = program;
        this.properties = properties;
        this.longestLine = longestLine;
        this.secretAt = secretAt;
        this.pause = new RestartPause(server, System::nanoTime);
    }

    @Override
    public Patience patience() {
        return new Patience(properties.startTimeout(), properties.probeTimeout());
    }

    @Override
    public synchronized Wire next() {
        if (!properties.enabled()) {
            throw new CallFailed(FailureCode.UPSTREAM_UNREACHABLE, disabled());
        }
        if (closed) {
            throw new CallFailed(FailureCode.CANCELLED, "the gateway is shutting down");
        }
        pause.check();
        if (living.size() >= properties.maxProcessesPerServer()) {
            throw new CallFailed(
                    FailureCode.UPSTREAM_UNREACHABLE,
                    "server " + server + " has " + living.size() + " processes, one for each session, and may not have"
                            + " more (gateway.stdio.max-processes-per-server); it is free again when a session ends");
        }
        ProcessEnvironment environment = ProcessEnvironment.of(server, program, System.getenv(), secretAt);
        long started = System.nanoTime();
        ChildProcess process = new ChildProcess(server, start(environment, started), properties.stopPatience());
        living.add(process);
        ProcessWire wire = new ProcessWire(server, process);
        LOG.info("server {} runs as process {}", server, process.pid());
        process.attend(
                new Attendant(process, wire, started), longestLine, new StderrLog(server, environment.secrets()));
        return wire;
    }

    private Process start(ProcessEnvironment environment, long started) {
        List<String> command = new ArrayList<>(List.of(program.command()));
        command.addAll(program.args());
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().clear();
        builder.environment().putAll(environment.variables());
        if (program.cwd() != null) {
            builder.directory(program.cwd().toFile());
        }
        try {
            return builder.start();
        } catch (IOException e) {
            pause.ended(started, "it could not be started");
            throw new ServerFault(
                    FailureCode.UPSTREAM_UNREACHABLE,
                    "server " + server + " cannot be started: " + program.command()
                            + (program.cwd() == null ? "" : " in " + program.cwd())
                            + " is no program that can be run here");
        }
    }

    private String disabled() {
        return "server " + server + " is a program of this machine, and the gateway starts none unless"
                + " gateway.stdio.enabled is set (STDIO_ENABLED=true)";
    }

    /** Stops all processes and waits until they are gone. */
    @Override
    public void close() {
        List<ChildProcess> last;
        synchronized (this) {
            closed = true;
            last = List.copyOf(living);
        }
        last.forEach(process -> process.stop("was stopped with the gateway"));
        CompletableFuture.allOf(last.stream().map(ChildProcess::gone).toArray(CompletableFuture<?>[]::new))
                .completeOnTimeout(null, properties.stopPatience().toMillis() * 4, TimeUnit.MILLISECONDS)
                .join();
    }

    private synchronized void gone(ChildProcess process) {
        living.remove(process);
    }

    /** Hears of one process. */
    private final class Attendant implements ChildProcess.Owner {
        private final ChildProcess process;
        private final ProcessWire wire;
        private final long started;
        private final ProcessEar ear;

        Attendant(ChildProcess process, ProcessWire wire, long started) {
            this.process = process;
            this.wire = wire;
            this.started = started;
            this.ear = new ProcessEar(server, wire);
        }

        @Override
        public void heard(LineInput.Line line) {
            String wrong = ear.hear(line);
            if (wrong != null) {
                LOG.warn("server {} {}; process {} is ended", server, wrong, process.pid());
                wire.end(wire.failure(wrong + "; its process was ended"));
                pause.ended(started, wrong);
                process.stop(wrong);
            }
        }

        @Override
        public void ended(String reason, int exitCode, ChildProcess.Cause cause) {
            switch (cause) {
                case EXITED -> {
                    LOG.warn(
                            "server {}: process {} ended by itself with exit code {}", server, process.pid(), exitCode);
                    brokeOff(reason);
                }
                case HUNG_UP -> {
                    LOG.warn("server {}: process {} was ended, because {}", server, process.pid(), reason);
                    brokeOff(reason);
                }
                case STOPPED -> {
                    LOG.info("server {}: process {} ended with exit code {}", server, process.pid(), exitCode);
                    wire.end(wire.failure("broke off: " + reason));
                }
            }
            gone(process);
        }

        /** Nobody wanted that, so the server is not well; its next process may be. */
        private void brokeOff(String reason) {
            pause.ended(started, reason);
            wire.end(ServerFault.momentary(wire.failure("broke off: " + reason).failure()));
        }
    }
}
