package com.datacline.gateway.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Expression;
import org.apache.camel.Header;
import org.apache.camel.Headers;
import org.apache.camel.Variable;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.language.bean.BeanExpression;
import org.apache.camel.support.DefaultExchange;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MethodExpressionTest {
    private final CamelContext context = new DefaultCamelContext();

    /** Steps of all kinds. */
    public static final class Steps {
        public String greet(@Header("name") String name, @Variable("salutation") @Nullable String salutation) {
            return salutation + " " + name;
        }

        public int count(@Headers Map<String, Object> headers) {
            return headers.size();
        }

        public String refuse(@Header("name") String name) {
            throw new IllegalStateException(name + " is refused");
        }

        public String change(Exchange exchange) {
            exchange.getMessage().setBody("changed");
            return "done";
        }

        public String either(String text) {
            return text;
        }

        public String either(Integer number) {
            return "number " + number;
        }
    }

    @BeforeEach
    void begin() {
        context.getRegistry().bind(MethodLanguage.NAME, new MethodLanguage());
        context.getRegistry().bind("steps", new Steps());
        context.start();
    }

    @AfterEach
    void end() {
        context.stop();
    }

    @Test
    void a_method_is_given_headers_and_variables() {
        Expression greet = expression("greet");
        Exchange exchange = exchange();
        exchange.setVariable("salutation", "Dear");

        assertThat(greet).isInstanceOf(MethodExpression.class);
        assertThat(greet.evaluate(exchange, String.class)).isEqualTo("Dear Ada");
    }

    @Test
    void its_result_becomes_what_the_route_asks_for() {
        assertThat(expression("count").evaluate(exchange(), String.class)).isEqualTo("1");
    }

    @Test
    void what_it_throws_ends_the_journey_as_it_is() throws Exception {
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(noErrorHandler());
                from("direct:refuse")
                        .setVariable("never")
                        .method("steps", "refuse")
                        .setBody(constant("went on"));
            }
        });

        Exchange exchange = context.createProducerTemplate()
                .send("direct:refuse", it -> it.getMessage().setHeader("name", "Ada"));

        assertThat(exchange.getException())
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("Ada is refused");
        assertThat(exchange.getMessage().getBody()).isNull();
    }

    @Test
    void one_that_takes_the_exchange_gets_a_copy_as_ever() {
        Expression change = expression("change");
        Exchange exchange = exchange();

        assertThat(change).isInstanceOf(BeanExpression.class);
        assertThat(change.evaluate(exchange, String.class)).isEqualTo("done");
        assertThat(exchange.getMessage().getBody()).isNull();
    }

    @Test
    void where_there_are_several_of_a_name_camel_chooses() {
        Exchange exchange = exchange();
        exchange.getMessage().setBody(7);

        assertThat(expression("either")).isInstanceOf(BeanExpression.class);
        assertThat(expression("either").evaluate(exchange, String.class)).isEqualTo("number 7");
    }

    @Test
    void a_method_that_is_not_there_is_refused_when_the_route_is_built() {
        assertThatThrownBy(() -> expression("missing")).hasStackTraceContaining("missing");
    }

    private Expression expression(String method) {
        Expression expression = context.resolveLanguage("bean").createExpression("steps?method=" + method);
        expression.init(context);
        return expression;
    }

    private Exchange exchange() {
        Exchange exchange = new DefaultExchange(context);
        exchange.getMessage().setHeader("name", "Ada");
        return exchange;
    }
}
