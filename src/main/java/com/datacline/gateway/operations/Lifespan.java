package com.datacline.gateway.operations;

import com.datacline.gateway.call.CallFailed;
import com.datacline.gateway.security.SecurityEvent;
import com.datacline.gateway.security.SecurityLog;
import com.datacline.gateway.yaml.Fingerprint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.context.SmartLifecycle;

/**
 * Has the audit trail say when the gateway was there, and by which files: its record is before those of all calls, and at
 * an orderly end after them.
 */
public final class Lifespan implements SmartLifecycle {
    private final SecurityLog log;
    private final GatewayFacts facts;
    private final List<Path> files;
    private volatile boolean running;

    /** @param files those that say what is allowed */
    public Lifespan(SecurityLog log, GatewayFacts facts, List<Path> files) {
        this.log = log;
        this.facts = facts;
        this.files = List.copyOf(files);
    }

    @Override
    public void start() {
        Map<String, String> hashes = new TreeMap<>();
        files.forEach(file -> hashes.put(String.valueOf(file.getFileName()), hash(file)));
        log.note(new SecurityEvent.GatewayStarted(facts.version(), facts.authEnabled(), hashes));
        running = true;
    }

    @Override
    public void stop() {
        running = false;
        try {
            log.note(new SecurityEvent.GatewayStopped(facts.version()));
        } catch (CallFailed e) {
            // The journal has told the log; the gateway ends all the same.
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** Before the routes and the web server, and after them. */
    @Override
    public int getPhase() {
        return Integer.MAX_VALUE - 8192;
    }

    private static String hash(Path file) {
        try {
            return Fingerprint.of(Files.readAllBytes(file));
        } catch (IOException e) {
            return "unreadable";
        }
    }
}
