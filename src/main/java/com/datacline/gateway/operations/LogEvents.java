package com.datacline.gateway.operations;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.UnsynchronizedAppenderBase;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.LoggerFactory;

/**
 * Counts the lines of the log by level, as {@code logback.events}. Micrometer's own binder would be asked about each line
 * that is not written as well, and a call passes hundreds of them.
 */
public final class LogEvents extends UnsynchronizedAppenderBase<ILoggingEvent> implements MeterBinder, AutoCloseable {
    private final Map<Level, Counter> counters = new ConcurrentHashMap<>();

    @Override
    public void bindTo(MeterRegistry registry) {
        for (Level level : new Level[] {Level.ERROR, Level.WARN, Level.INFO, Level.DEBUG, Level.TRACE}) {
            counters.put(
                    level,
                    Counter.builder("logback.events")
                            .tag("level", level.toString().toLowerCase(Locale.ROOT))
                            .description("Lines of the log")
                            .baseUnit("events")
                            .register(registry));
        }
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        setContext(context);
        setName("log-events");
        start();
        root(context).addAppender(this);
    }

    @Override
    protected void append(ILoggingEvent event) {
        Counter counter = counters.get(event.getLevel());
        if (counter != null) {
            counter.increment();
        }
    }

    @Override
    public void close() {
        if (getContext() instanceof LoggerContext context) {
            root(context).detachAppender(this);
        }
        stop();
    }

    private static Logger root(LoggerContext context) {
        return context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    }
}
