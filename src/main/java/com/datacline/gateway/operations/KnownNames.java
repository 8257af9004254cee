package com.datacline.gateway.operations;

/** Which names are the gateway's own, and not made up by a caller. */
public interface KnownNames {

    /** Tells whether the registry has the server. */
    boolean server(String name);

    /** Tells whether the server is known to have the tool; for {@code -}, whether any is. */
    boolean tool(String server, String name);

    /** Tells whether the server has said which tools it has; while it is down, it has not. */
    boolean tells(String server);
}
