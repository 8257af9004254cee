package com.datacline.gateway.demo;

import static com.datacline.gateway.demo.LogLevel.DEBUG;
import static com.datacline.gateway.demo.LogLevel.ERROR;
import static com.datacline.gateway.demo.LogLevel.INFO;
import static com.datacline.gateway.demo.LogLevel.WARN;

import com.datacline.gateway.demo.LogDay.Beat;
import java.time.Duration;
import java.util.List;

/** The event side, where the trouble starts: credentials expire, the event service times out, campaigns follow. */
final class EventLogs {

    private static final String USERS = "user-events";
    private static final String SERVICES = "service-logs";

    private static final List<LogTemplate> CHATTER = List.of(
            new LogTemplate(USERS, INFO, "event-collector", "User {id} opened '{name}'"),
            new LogTemplate(USERS, INFO, "event-collector", "User {id} completed '{name}' in {ms} ms"),
            new LogTemplate(USERS, DEBUG, "event-collector", "User {id} left '{name}'"),
            new LogTemplate(USERS, WARN, "event-collector", "Event of user {id} for '{name}' arrived {ms} ms late"),
            new LogTemplate(SERVICES, INFO, "event-service", "Batch {id} of {ms} events stored"),
            new LogTemplate(SERVICES, DEBUG, "event-service", "Consumer lag is {ms} ms"),
            new LogTemplate(SERVICES, WARN, "event-gateway", "Request {id} to '{name}' took {ms} ms"),
            new LogTemplate(SERVICES, ERROR, "event-gateway", "Request {id} to '{name}' refused: malformed payload"));

    private static final List<Beat> INCIDENT = List.of(
            new Beat(
                    Duration.ofSeconds(29 * 60 + 40),
                    new LogTemplate(
                            SERVICES, WARN, "credential-service", "Auth token expired for event-service, key {id}")),
            new Beat(
                    Duration.ofSeconds(29 * 60 + 50),
                    new LogTemplate(
                            SERVICES,
                            ERROR,
                            "event-service",
                            "Event service timeout after 10000 ms: event {id} not published")),
            new Beat(
                    Duration.ofSeconds(31 * 60 + 5),
                    new LogTemplate(
                            SERVICES, INFO, "event-service", "Event service recovered, {ms} events published late")));

    private EventLogs() {}

    static LogCluster all() {
        var day = new LogDay(List.of("checkout", "signup", "newsletter"), CHATTER, INCIDENT);
        return new LogCluster("elk-events", "User events and service logs", day.written(3));
    }
}
