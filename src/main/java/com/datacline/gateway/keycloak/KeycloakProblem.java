package com.datacline.gateway.keycloak;

/** Why Keycloak could not be set up, in words for who runs it. */
public final class KeycloakProblem extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final boolean away;

    KeycloakProblem(String message) {
        this(message, false);
    }

    /** @param away whether there is no Keycloak to talk to */
    KeycloakProblem(String message, boolean away) {
        super(message);
        this.away = away;
    }

    /** Tells whether there is no Keycloak to talk to. */
    public boolean isAway() {
        return away;
    }
}
