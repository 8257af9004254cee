package com.datacline.gateway.shaping;

import static org.assertj.core.api.Assertions.assertThat;

import com.datacline.gateway.call.Action;
import com.datacline.gateway.call.Deadline;
import com.datacline.gateway.call.Era;
import com.datacline.gateway.call.Operation;
import com.datacline.gateway.call.SingleCall;
import com.datacline.gateway.fixture.Alone;
import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;
import org.apache.camel.Exchange;
import org.apache.camel.Producer;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;

/** What the points of a journey cost where nothing is shaped. */
@Alone
class ShapingCostIT {
    private static final int ROUNDS = 100;
    private static final int CALLS = 5_000;

    @Test
    void a_call_that_nobody_shapes_pays_less_than_a_microsecond() throws Exception {
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            context.disableJMX();
            context.addComponent(
                    "shape",
                    new ShapeComponent(new Services(
                            new NoTools(),
                            new Confirmations(Duration.ofMinutes(1), Ticker.systemTicker()),
                            tree -> tree)));
            context.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:without").setVariable("a").constant("b");
                    from("direct:with")
                            .to("shape:arguments")
                            .to("shape:call")
                            .setVariable("a")
                            .constant("b")
                            .to("shape:result");
                }
            });
            context.start();
            SingleCall call = new SingleCall(
                    "id",
                    null,
                    "id",
                    Era.MODERN,
                    "crm",
                    Operation.list(Action.INVOKE_TOOL),
                    Deadline.in(Duration.ofMinutes(1)));
            Exchange exchange = new DefaultExchange(context);
            exchange.getMessage().setBody(call);
            Producer without = context.getEndpoint("direct:without").createAsyncProducer();
            Producer with = context.getEndpoint("direct:with").createAsyncProducer();
            without.start();
            with.start();

            double plain = Double.MAX_VALUE;
            double shaped = Double.MAX_VALUE;
            for (int round = 0; round < ROUNDS; round++) {
                plain = Math.min(plain, nanos(without, exchange));
                shaped = Math.min(shaped, nanos(with, exchange));
            }

            System.out.printf("three points that shape nothing: %.0f ns a call%n", shaped - plain);
            assertThat(shaped - plain).isLessThan(1_000);
            assertThat(exchange.getMessage().getBody()).isSameAs(call);
        }
    }

    /** The best of many rounds is what it costs when nothing else disturbs. */
    private static double nanos(Producer route, Exchange exchange) throws Exception {
        long begun = System.nanoTime();
        for (int i = 0; i < CALLS; i++) {
            route.process(exchange);
        }
        return (System.nanoTime() - begun) / (double) CALLS;
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
