package com.datacline.gateway;

import com.datacline.gateway.policy.InvalidPolicy;
import com.datacline.gateway.registry.InvalidRegistry;
import com.datacline.gateway.routes.InvalidRoutes;
import com.datacline.gateway.security.InvalidConfiguration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;

/** Says in plain words why the gateway does not start, without a stack trace. */
final class StartupFailure implements FailureAnalyzer {

    @Override
    @SuppressWarnings("NullAway") // Spring's interface wants null for a failure that is not ours.
    public FailureAnalysis analyze(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            String action = action(cause);
            if (action != null) {
                return new FailureAnalysis(cause.getMessage(), action, failure);
            }
        }
        return null;
    }

    private static @Nullable String action(Throwable cause) {
        return switch (cause) {
            case InvalidRegistry r -> "Mend the registry and start again; the lines are named above.";
            case InvalidPolicy p -> "Mend the policy and start again; the lines are named above.";
            case InvalidRoutes r -> "Mend the route file and start again.";
            case InvalidConfiguration c -> "Change the setting and start again.";
            default -> null;
        };
    }
}
