package com.datacline.gateway.routes;

import static org.assertj.core.api.Assertions.assertThat;

import com.datacline.gateway.call.Allowed;
import com.datacline.gateway.call.ApiCall;
import com.datacline.gateway.call.Deadline;
import com.datacline.gateway.call.Operation;
import com.datacline.gateway.call.SingleCall;
import com.datacline.gateway.call.UpstreamCall;
import com.datacline.gateway.call.UpstreamCall.Credential;
import com.datacline.gateway.fixture.RestApi;
import com.datacline.gateway.openapi.OpenApis;
import com.datacline.gateway.registry.Registry;
import com.datacline.gateway.registry.RegistryReader;
import com.datacline.gateway.security.Caller;
import com.datacline.gateway.upstream.ApiComponent;
import com.datacline.gateway.upstream.ApiConnections;
import com.datacline.gateway.upstream.Transport;
import com.datacline.gateway.upstream.UpstreamProperties;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** The route to REST APIs by itself: what was not decided does not get through. */
@Tag("routes")
class OpenApiRouteTest {
    private final RestApi api = RestApi.start();
    private final DefaultCamelContext context = new DefaultCamelContext();
    private final Transport transport = new Transport(new Binder(new MapConfigurationPropertySource(Map.of()))
            .bindOrCreate("gateway.upstream", UpstreamProperties.class));

    private Registry registry = new Registry(Map.of());

    @BeforeEach
    void start() throws Exception {
        Path shop = Path.of("src/test/resources/openapi/shop.yaml").toAbsolutePath();
        registry = new RegistryReader(Duration.ofSeconds(5))
                .read(
                        "registry",
                        "servers:\n  shop: {type: openapi, openapi: \"" + shop + "\", url: \"" + api.url() + "\"}\n");
        context.getRegistry().bind("openApis", new OpenApis(() -> registry));
        context.addComponent("api", new ApiComponent(new ApiConnections(transport)));
        PluginHelper.getRoutesLoader(context)
                .loadRoutes(ResourceHelper.resolveMandatoryResource(context, "file:routes/51-openapi.camel.yaml"));
        context.start();
    }

    @AfterEach
    void stop() {
        context.stop();
        transport.close();
        api.close();
    }

    private static Allowed allowed(String server, Operation operation) {
        return new Allowed(
                SingleCall.ofGateway(server, operation, Deadline.in(Duration.ofSeconds(5))), Caller.GATEWAY, "a test");
    }

    private Exchange send(String endpoint, Object body) {
        return context.createProducerTemplate().request(endpoint, exchange -> {
            exchange.setVariable("server", "shop");
            exchange.setVariable("call", body instanceof UpstreamCall call ? call.call() : null);
            exchange.getMessage().setBody(body);
            exchange.getMessage().setHeader("X-Mine", "mine");
        });
    }

    private static Operation get() {
        return Operation.invokeTool(
                "items_get", JsonNodeFactory.instance.objectNode().put("id", "1"), Map.of());
    }

    private UpstreamCall call(Operation operation) {
        return new UpstreamCall(
                allowed("shop", operation), registry.server("shop").orElseThrow(), Credential.NONE);
    }

    @Test
    void a_decided_call_gets_through_without_the_headers_of_the_caller() {
        send("direct:openapi", call(Operation.list(com.datacline.gateway.call.Action.GET_SERVER_INFO)));
        Exchange answered = send("direct:openapi", call(get()));

        assertThat(answered.getException()).isNull();
        assertThat(api.all()).extracting(RestApi.Asked::line).containsExactly("GET /items/1");
        assertThat(api.all().getFirst().headers()).doesNotContainKey("x-mine");
    }

    @Test
    void without_the_equip_step_nothing_gets_through() {
        send("direct:openapi", call(Operation.list(com.datacline.gateway.call.Action.GET_SERVER_INFO)));

        assertThat(send("direct:openapi", allowed("shop", get())).getException())
                .isNotNull();
        assertThat(send("direct:openapi", get()).getException()).isNotNull();
        assertThat(send("direct:openapi", null).getException()).isNotNull();
        assertThat(api.all()).isEmpty();
    }

    @Test
    void the_component_takes_what_was_decided_for_its_own_server_only() {
        ApiCall other = new ApiCall(
                new UpstreamCall(
                        allowed("other", get()), registry.server("shop").orElseThrow(), Credential.NONE),
                "GET",
                api.url(),
                Map.of(),
                new byte[0]);

        assertThat(send("api:shop", "text").getException()).hasMessageContaining("takes an ApiCall and nothing else");
        assertThat(send("api:shop", call(get())).getException()).hasMessageContaining("takes an ApiCall");
        assertThat(send("api:shop", other).getException()).hasMessageContaining("decided for server other");
        assertThat(send(
                                "api:shop",
                                new ApiCall(
                                        call(get()),
                                        "GET",
                                        URI.create("http://169.254.169.254/"),
                                        Map.of(),
                                        new byte[0]))
                        .getException())
                .hasMessageContaining("link-local");
        assertThat(api.all()).isEmpty();
    }
}
