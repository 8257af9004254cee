package com.datacline.gateway.audit;

import java.util.List;
import org.apache.camel.Body;
import org.apache.camel.CamelContext;
import org.apache.camel.Message;
import org.apache.camel.support.DefaultMessage;

/** Route step {@code keyed}: lines as messages with a key. Camel's producer has one for messages only, not for plain lines. */
public final class KafkaBatch {
    private static final String KEY = "kafka.KEY";

    private final Feed feed;

    public KafkaBatch(Feed feed) {
        this.feed = feed;
    }

    /** Returns the lines, all with the journal's name as their key: so they are in one partition, and stay in order. */
    public List<Message> keyed(@Body List<String> lines, CamelContext context) {
        String key = feed.journal();
        return lines.stream()
                .map(line -> {
                    Message message = new DefaultMessage(context);
                    message.setBody(line);
                    message.setHeader(KEY, key);
                    return message;
                })
                .toList();
    }
}
