package com.datacline.gateway.call;

import java.util.Locale;

/**
 * How a caller speaks to the gateway. MCP changed its ground rules with revision 2026-07-28: before it came a handshake
 * and sessions (legacy), since then every request stands alone (modern).
 */
public enum Era {
    LEGACY,
    MODERN,
    REST,
    /** The gateway itself, when it refreshes its catalogue. */
    INTERNAL;

    /** Returns the name in audit records. */
    public String auditName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
