package com.datacline.gateway.operations;

import ch.qos.logback.classic.pattern.MessageConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import com.datacline.gateway.registry.TokenLike;
import java.util.function.UnaryOperator;

/** What the log says, without what is a secret or looks like one; {@code %msg} in the pattern of the log. */
public final class SafeMessage extends MessageConverter {
    private static volatile UnaryOperator<String> secrets = UnaryOperator.identity();

    /** Has secrets taken out of every message from now on. The log is the process's, and so is this. */
    public static void hiding(UnaryOperator<String> hide) {
        secrets = hide;
    }

    static String safe(String text) {
        return secrets.apply(TokenLike.hide(text));
    }

    @Override
    public String convert(ILoggingEvent event) {
        return safe(super.convert(event));
    }
}
