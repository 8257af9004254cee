package com.datacline.gateway.demo;

import static com.datacline.gateway.demo.LogLevel.DEBUG;
import static com.datacline.gateway.demo.LogLevel.ERROR;
import static com.datacline.gateway.demo.LogLevel.INFO;
import static com.datacline.gateway.demo.LogLevel.WARN;

import com.datacline.gateway.demo.LogDay.Beat;
import java.time.Duration;
import java.util.List;

/** The marketing side: a campaign fails ten seconds after the event service has timed out, see {@link EventLogs}. */
final class CampaignLogs {

    private static final String CAMPAIGNS = "marketing-campaigns";
    private static final String ADS = "ad-performance";

    private static final List<LogTemplate> CHATTER = List.of(
            new LogTemplate(CAMPAIGNS, INFO, "campaign-scheduler", "Campaign '{name}' processing started, batch {id}"),
            new LogTemplate(CAMPAIGNS, INFO, "campaign-mailer", "Campaign '{name}' delivered {id} messages in {ms} ms"),
            new LogTemplate(CAMPAIGNS, INFO, "audience-builder", "Audience of campaign '{name}' has {id} members"),
            new LogTemplate(CAMPAIGNS, DEBUG, "campaign-scheduler", "Campaign '{name}' is not due yet"),
            new LogTemplate(CAMPAIGNS, WARN, "campaign-mailer", "Campaign '{name}' bounced {ms} addresses"),
            new LogTemplate(ADS, INFO, "bid-engine", "Bid {id} for '{name}' won in {ms} ms"),
            new LogTemplate(ADS, DEBUG, "bid-engine", "Bid {id} for '{name}' skipped, floor price too high"),
            new LogTemplate(ADS, WARN, "ad-server", "Creative {id} of '{name}' served after {ms} ms, budget is 200 ms"),
            new LogTemplate(ADS, ERROR, "ad-server", "Creative {id} of '{name}' not found in the asset store"));

    private static final List<Beat> INCIDENT = List.of(
            new Beat(
                    Duration.ofSeconds(29 * 60 + 55),
                    new LogTemplate(
                            CAMPAIGNS,
                            WARN,
                            "campaign-trigger",
                            "Campaign '{name}' waits for event {id}, event service does not answer")),
            new Beat(
                    Duration.ofMinutes(30),
                    new LogTemplate(
                            CAMPAIGNS,
                            ERROR,
                            "campaign-trigger",
                            "Campaign failure: '{name}' stopped, trigger event {id} never arrived")));

    private CampaignLogs() {}

    static LogCluster us() {
        var day = new LogDay(List.of("spring-sale", "loyalty-gold", "black-friday"), CHATTER, INCIDENT);
        return new LogCluster("elk-campaign-us", "Campaign logs, US region", day.written(1));
    }

    static LogCluster eu() {
        var day = new LogDay(List.of("fête-nationale", "oktoberfest", "back-to-school"), CHATTER, INCIDENT);
        return new LogCluster("elk-campaign-eu", "Campaign logs, EU region", day.written(2));
    }
}
