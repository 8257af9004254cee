package com.datacline.gateway;

import com.datacline.gateway.security.InvalidConfiguration;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.env.EnvironmentPostProcessor;
import org.springframework.core.env.ConfigurableEnvironment;

/** Looks at {@code LOG_FORMAT} before there is a log, which has a file {@code logging/console-FORMAT.xml} for each. */
public final class LogFormat implements EnvironmentPostProcessor {
    static final String PROPERTY = "logging.format";

    @Override
    public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
        String format = environment.getProperty(PROPERTY, "text");
        if (!format.equals("text") && !format.equals("json")) {
            throw new InvalidConfiguration("LOG_FORMAT=" + format + " is unknown. Set text or json.");
        }
    }
}
