package com.datacline.gateway.security;

import java.util.Map;

/** Something that matters to whoever guards the gateway and is no call: it is in the audit trail all the same. */
public sealed interface SecurityEvent {

    /**
     * The gateway has started.
     *
     * @param version its version
     * @param authEnabled whether callers need a token
     * @param files SHA-256 of the files that say what is allowed, by name
     */
    record GatewayStarted(String version, boolean authEnabled, Map<String, String> files) implements SecurityEvent {}

    /** The gateway has been asked to stop, and answers no more calls. */
    record GatewayStopped(String version) implements SecurityEvent {}

    /**
     * A file that says what is allowed is in force in a new version.
     *
     * @param what the file's part
     * @param file its name
     * @param hash SHA-256 of what it holds
     * @param entries how many rules or servers it holds
     */
    record FileChanged(Part what, String file, String hash, int entries) implements SecurityEvent {}

    /**
     * A new version of such a file is not in force, because it is wrong; the one before still is.
     *
     * @param reason what is wrong, with the line
     */
    record FileRejected(Part what, String file, String reason) implements SecurityEvent {}

    /**
     * Somebody has begun to log the gateway in at a server, or has done so.
     *
     * @param user who, or {@code unknown}
     * @param finished whether it is logged in
     */
    record ServerLogin(String server, String user, boolean finished) implements SecurityEvent {}

    /**
     * A tool is not offered any more, because it is not what it was when it was pinned.
     *
     * @param reason what is different
     * @param pinned SHA-256 of the definition that is trusted, or empty for a tool that was not there
     * @param found SHA-256 of the one the server tells now
     */
    record ToolQuarantined(String server, String tool, String reason, String pinned, String found)
            implements SecurityEvent {}

    /** A quarantined tool is again what it was. */
    record ToolReleased(String server, String tool, String pinned) implements SecurityEvent {}

    /**
     * Somebody trusts a tool as it is now.
     *
     * @param user who
     * @param pinned SHA-256 of what is trusted from now on
     */
    record ToolApproved(String server, String tool, String user, String pinned) implements SecurityEvent {}

    /**
     * Somebody has stopped or started a server by hand.
     *
     * @param user who
     * @param started whether it was started
     */
    record ServerSteered(String server, String user, boolean started) implements SecurityEvent {}

    /**
     * Somebody tried over Jolokia what is not allowed there, or not allowed to them.
     *
     * @param user who
     * @param bean the MBean's name
     * @param operation what was to be done with it
     */
    record ConsoleRefused(String user, String bean, String operation) implements SecurityEvent {}

    /** Which file. */
    enum Part {
        /** Which servers there are. */
        REGISTRY,
        /** Who may call what. */
        POLICY,
        /** What becomes of a call. */
        ROUTES
    }
}
