package com.datacline.gateway.operations;

import ch.qos.logback.classic.spi.IThrowableProxy;
import org.springframework.boot.logging.logback.ExtendedWhitespaceThrowableProxyConverter;

/** Stack traces without what is a secret or looks like one; {@code %wEx} in the pattern of the log. */
public final class SafeThrowable extends ExtendedWhitespaceThrowableProxyConverter {
    @Override
    protected String throwableProxyToString(IThrowableProxy problem) {
        return SafeMessage.safe(super.throwableProxyToString(problem));
    }
}
