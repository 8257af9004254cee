package routes;

import static org.apache.camel.support.builder.ExpressionBuilder.constantExpression;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.EndpointInject;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.AdviceWith;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.test.spring.junit5.CamelSpringBootTest;
import org.apache.camel.test.spring.junit5.UseAdviceWith;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;

@Tag("routes")
@CamelSpringBootTest
@UseAdviceWith
@SpringBootTest(
        classes = RouteTests.class,
        properties = "camel.main.routes-include-pattern=file:examples/tools/order-status.camel.yaml")
class OrderStatusRouteTest {
    @Autowired
    CamelContext context;

    @Autowired
    ProducerTemplate caller;

    @EndpointInject("mock:database")
    MockEndpoint database;

    @Test
    void the_database_is_asked_for_the_number() throws Exception {
        AdviceWith.adviceWith(context, "order-status", route -> {
            route.replaceFromWith("direct:tool");
            route.weaveByToUri("sql:*").replace().to("mock:database");
        });
        context.start();
        database.expectedHeaderReceived("number", 7);
        database.returnReplyBody(constantExpression(List.of(Map.of("number", 7, "status", "sent"))));

        Object answer = caller.requestBodyAndHeader("direct:tool", null, "number", 7);

        database.assertIsSatisfied();
        assertThat(answer).isEqualTo(List.of(Map.of("number", 7, "status", "sent")));
    }
}
