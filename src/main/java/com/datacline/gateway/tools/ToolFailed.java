package com.datacline.gateway.tools;

/**
 * Thrown by a tool's route to tell the caller why there is no result. Its message is shown as it is; of every other
 * exception the caller hears only an id under which the log tells more.
 */
public final class ToolFailed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public ToolFailed(String message) {
        super(message, null, false, false);
    }
}
