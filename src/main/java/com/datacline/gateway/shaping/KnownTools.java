package com.datacline.gateway.shaping;

/** What the gateway knows of the tools that servers offer, by their own names. */
public interface KnownTools {

    /** Tells whether the tool is among those that callers may see. */
    boolean offers(String server, String tool);

    /** Tells whether the server says that the tool changes nothing ({@code readOnlyHint}). */
    boolean isReadOnly(String server, String tool);
}
