package com.datacline.gateway.demo;

import java.time.Duration;
import java.util.List;
import java.util.Random;

/** A kind of line a service writes, with {@code {name}}, {@code {id}} and {@code {ms}} left open. */
record LogTemplate(String index, LogLevel level, String service, String message) {

    DailyLine written(Duration at, List<String> names, Random random) {
        var filled = message.replace("{name}", names.get(random.nextInt(names.size())))
                .replace("{id}", Integer.toString(1000 + random.nextInt(9000)))
                .replace("{ms}", Integer.toString(20 + random.nextInt(980)));
        return new DailyLine(at, this, filled);
    }
}
