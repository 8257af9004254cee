package com.datacline.gateway.catalogue;

import com.datacline.gateway.call.Action;
import com.datacline.gateway.call.CallFailed;
import com.datacline.gateway.registry.McpServer;
import com.datacline.gateway.registry.Pinning;
import com.datacline.gateway.security.SecurityEvent;
import com.datacline.gateway.security.SecurityLog;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps tools away from callers that are not what they were when they were pinned: whoever trusted a description has not
 * trusted the next one.
 */
public final class Quarantine {
    private static final Logger LOG = LoggerFactory.getLogger(Quarantine.class);

    private final Pinning otherwise;
    private final SecurityLog log;
    private final PinFile file;
    private final Map<String, Map<String, Pin>> pins;
    private final Set<Approval> elsewhere = new HashSet<>();

    /** What has been approved at another node. */
    private record Approval(String server, String tool, String hash) {}

    /**
     * @param otherwise what holds for a server that does not say
     * @param folder where pins are kept
     * @throws IllegalArgumentException if pins cannot be read
     */
    public Quarantine(Pinning otherwise, Path folder, SecurityLog log) {
        this.otherwise = otherwise;
        this.log = log;
        this.file = new PinFile(folder.resolve("pins.json"));
        this.pins = file.read();
    }

    /** Returns what a server offers without its quarantined tools. Tools that are seen for the first time are pinned. */
    synchronized Offer sift(McpServer server, Offer told) {
        Pinning mode = mode(server);
        if (mode == Pinning.FALSE) {
            return told;
        }
        if (told.knows(Action.LIST_TOOLS)) {
            compare(server.name(), mode, told.tools());
        }
        Map<String, String> quarantined = new TreeMap<>();
        pins.getOrDefault(server.name(), Map.of()).forEach((tool, pin) -> {
            if (pin.isQuarantined()) {
                quarantined.put(tool, pin.reason());
            }
        });
        return told.without(quarantined);
    }

    /** Tells whether a tool that a server tells just now may be shown. */
    synchronized boolean admits(McpServer server, ObjectNode tool) {
        Pinning mode = mode(server);
        Map<String, Pin> known = pins.get(server.name());
        if (mode == Pinning.FALSE || known == null) {
            return true;
        }
        Pin pin = known.get(tool.path("name").asText());
        return pin == null
                ? mode != Pinning.STRICT
                : pin.pinned() != null && pin.pinned().equals(Definition.of(tool));
    }

    /** Returns the quarantined tools by server and name. */
    synchronized Map<String, Map<String, Pin>> all() {
        Map<String, Map<String, Pin>> all = new TreeMap<>();
        pins.forEach((server, tools) -> tools.forEach((tool, pin) -> {
            if (pin.isQuarantined()) {
                all.computeIfAbsent(server, s -> new TreeMap<>()).put(tool, pin);
            }
        }));
        return all;
    }

    synchronized @Nullable Pin find(String server, String tool) {
        Pin pin = pins.getOrDefault(server, Map.of()).get(tool);
        return pin != null && pin.isQuarantined() ? pin : null;
    }

    /**
     * Trusts a quarantined tool as it is now.
     *
     * @param user who does
     * @param seen what they have seen
     * @return whether it was that; if not, nothing has changed
     * @throws CallFailed if it could not be recorded; nothing has changed then
     */
    synchronized boolean approve(String server, String tool, String user, Pin seen) {
        if (!seen.equals(find(server, tool))) {
            return false;
        }
        log.note(new SecurityEvent.ToolApproved(server, tool, user, seen.foundHash()));
        put(server, tool, new Pin(seen.found(), null));
        file.write(pins);
        LOG.info("{} approved the tool {} of server {}", user, tool, server);
        return true;
    }

    /** Trusts a tool that has been approved at another node, which has recorded it; be it found here now or later. */
    synchronized void approvedElsewhere(String server, String tool, String hash) {
        elsewhere.add(new Approval(server, tool, hash));
        Pin pin = find(server, tool);
        if (pin != null && pin.foundHash().equals(hash)) {
            put(server, tool, new Pin(pin.found(), null));
            file.write(pins);
            LOG.info("the tool {} of server {} was approved at another node", tool, server);
        }
    }

    private void compare(String server, Pinning mode, Map<String, ObjectNode> tools) {
        boolean first = !pins.containsKey(server);
        Map<String, Pin> changes = new LinkedHashMap<>();
        tools.forEach((tool, told) -> {
            Pin before = pins.getOrDefault(server, Map.of()).get(tool);
            Definition now = Definition.of(told);
            boolean trusted = before == null ? first || mode != Pinning.STRICT : now.equals(before.pinned());
            trusted = trusted || elsewhere.contains(new Approval(server, tool, now.hash()));
            Pin pin = trusted ? new Pin(now, null) : new Pin(before == null ? null : before.pinned(), now);
            if (!pin.equals(before)) {
                changes.put(tool, pin);
                tell(server, tool, before, pin);
            }
        });
        if (!changes.isEmpty() || first) {
            pins.computeIfAbsent(server, s -> new TreeMap<>()).putAll(changes);
            file.write(pins);
        }
    }

    private void tell(String server, String tool, @Nullable Pin before, Pin now) {
        if (now.isQuarantined()) {
            LOG.warn(
                    "the tool {} of server {} is quarantined: {}; datacline tools approve {} {}",
                    tool,
                    server,
                    now.reason(),
                    server,
                    tool);
            note(new SecurityEvent.ToolQuarantined(server, tool, now.reason(), now.pinnedHash(), now.foundHash()));
        } else if (before != null) {
            LOG.info("the tool {} of server {} is again what it was, and no longer quarantined", tool, server);
            note(new SecurityEvent.ToolReleased(server, tool, now.pinnedHash()));
        }
    }

    /** A quarantine holds although it is not recorded; the journal has told the log. */
    private void note(SecurityEvent event) {
        try {
            log.note(event);
        } catch (CallFailed e) {
            LOG.error("{} is not recorded: {}", event.getClass().getSimpleName(), e.getMessage());
        }
    }

    private void put(String server, String tool, Pin pin) {
        pins.computeIfAbsent(server, s -> new TreeMap<>()).put(tool, pin);
    }

    private Pinning mode(McpServer server) {
        Pinning own = server.pinTools();
        return own == null ? otherwise : own;
    }
}
