package com.datacline.gateway.shaping;

import static org.assertj.core.api.Assertions.assertThat;

import com.datacline.gateway.call.Action;
import com.datacline.gateway.call.Deadline;
import com.datacline.gateway.call.Era;
import com.datacline.gateway.call.Operation;
import com.datacline.gateway.call.SingleCall;
import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;
import org.apache.camel.Exchange;
import org.apache.camel.Producer;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;

/** What the points of a journey cost where nothing is shaped. */
class ShapingCostTest {
    private static final int ROUNDS = 50;
    private static final int CALLS = 20_000;

    @Test
    void a_call_that_nobody_shapes_pays_less_than_a_microsecond() throws Exception {
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            context.addComponent(
                    "shape",
                    new ShapeComponent(new Services(
                            new NoTools(),
                            new Confirmations(Duration.ofMinutes(1), Ticker.systemTicker()),
                            tree -> tree)));
            context.start();
            Producer[] points = {
                context.getEndpoint("shape:arguments").createProducer(),
                context.getEndpoint("shape:call").createProducer(),
                context.getEndpoint("shape:result").createProducer()
            };
            Exchange exchange = new DefaultExchange(context);
            SingleCall call = new SingleCall(
                    "id",
                    null,
                    "id",
                    Era.MODERN,
                    "crm",
                    Operation.list(Action.INVOKE_TOOL),
                    Deadline.in(Duration.ofMinutes(1)));
            exchange.getMessage().setBody(call);

            double best = Double.MAX_VALUE;
            for (int round = 0; round < ROUNDS; round++) {
                long begun = System.nanoTime();
                for (int i = 0; i < CALLS; i++) {
                    for (Producer point : points) {
                        point.process(exchange);
                    }
                }
                best = Math.min(best, (System.nanoTime() - begun) / (double) CALLS);
            }

            System.out.printf("three points that shape nothing: %.0f ns a call%n", best);
            assertThat(best).isLessThan(1_000);
            assertThat(exchange.getMessage().getBody()).isSameAs(call);
        }
    }

    private record NoTools() implements KnownTools {
        @Override
        public boolean offers(String server, String tool) {
            return false;
        }

        @Override
        public boolean isReadOnly(String server, String tool) {
            return false;
        }
    }
}
