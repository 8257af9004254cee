package com.datacline.gateway.routes;

import com.datacline.gateway.registry.Address;
import com.datacline.gateway.registry.McpServer;
import com.datacline.gateway.registry.Registry;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.TemplatedRouteBuilder;
import org.apache.camel.component.direct.DirectComponent;
import org.apache.camel.component.platform.http.PlatformHttpComponent;
import org.apache.camel.component.platform.http.spi.PlatformHttpEngine;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.impl.engine.DefaultCamelContextNameStrategy;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.spi.PropertiesSource;
import org.apache.camel.spi.Resource;
import org.apache.camel.spring.spi.ApplicationContextBeanRepository;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.apache.camel.support.SimpleUuidGenerator;
import org.springframework.context.ApplicationContext;

/** Builds a generation from the folder of routes: the files, and one route for each server from the template. */
public final class GenerationBuilder {
    private static final String UPSTREAM_TEMPLATE = "upstream";
    /** Schemes of routes that only act when somebody asks; all others act by themselves. */
    private static final Set<String> PASSIVE =
            Set.of("direct", "seda", "platform-http", "rest", "rest-api", "ai-tool", "shape", "kamelet");

    /** Requests have ended, or were given up by the web server, when routes are stopped. */
    private static final long SHUTDOWN_SECONDS = 1;

    private final ApplicationContext spring;
    private final Function<DefaultCamelContext, Registry> registry;
    private final PlatformHttpEngine engine;

    /** @param registry tells the servers, which depend on the tools that loaded files declare */
    public GenerationBuilder(
            ApplicationContext spring, Function<DefaultCamelContext, Registry> registry, PlatformHttpEngine engine) {
        this.spring = spring;
        this.registry = registry;
        this.engine = engine;
    }

    /**
     * Builds a generation and starts it, but for the routes that act by themselves.
     *
     * @param number counts generations
     * @throws InvalidRoutes if that is not possible; nothing of it is left then
     */
    Generation build(RouteSet set, long number) {
        DefaultCamelContext context = new DefaultCamelContext(new ApplicationContextBeanRepository(spring));
        Entrances entrances = new Entrances();
        try {
            configure(context, entrances);
            List<Resource> files = new ArrayList<>();
            for (String path : set.routes()) {
                files.add(ResourceHelper.fromString(
                        "file:" + set.folder().resolve(path), set.texts().get(path)));
            }
            PluginHelper.getRoutesLoader(context).loadRoutes(files);
            for (McpServer server : registry.apply(context).enabled()) {
                addWay(context, server);
            }
            List<String> selfStarting = holdBack(context.getRouteDefinitions());
            context.start();
            return new Generation(number, set, context, entrances, selfStarting);
        } catch (InvalidRoutes e) {
            context.stop();
            throw e;
        } catch (Exception | LinkageError e) {
            RouteFault fault = new BuildFault(context, set.folder()).of(e);
            context.stop();
            throw new InvalidRoutes(List.of(fault), e);
        }
    }

    /** Adds the route to a server, made from the template. */
    static void addWay(CamelContext context, McpServer server) throws Exception {
        TemplatedRouteBuilder.builder(context, UPSTREAM_TEMPLATE)
                .routeId(way(server.name()))
                .parameter("server", server.name())
                .parameter("endpoint", endpoint(server))
                .add();
    }

    /** Returns the id of the route to a server. */
    static String way(String server) {
        return UPSTREAM_TEMPLATE + "-" + server;
    }

    /** Each of them takes an {@code UpstreamCall} and nothing else. */
    private static String endpoint(McpServer server) {
        return switch (server.address()) {
            case Address.Http http -> "mcp:" + server.name();
            case Address.Stdio program -> "mcp:" + server.name();
            case Address.OpenApi api -> "direct:openapi";
            case Address.Routes routes -> "tools:" + server.name();
        };
    }

    private void configure(DefaultCamelContext context, Entrances entrances) {
        context.setNameStrategy(new DefaultCamelContextNameStrategy("gateway"));
        context.disableJMX();
        context.setStreamCaching(false);
        context.getShutdownStrategy().setTimeout(SHUTDOWN_SECONDS);
        context.getShutdownStrategy().setLogInflightExchangesOnTimeout(false);
        context.setSourceLocationEnabled(true);
        context.setUuidGenerator(new SimpleUuidGenerator());
        context.getPropertiesComponent().addPropertiesSource(new PropertiesSource() {
            @Override
            public String getName() {
                return "spring";
            }

            @Override
            @SuppressWarnings("NullAway") // Camel's interface wants null for a property that is not there.
            public String getProperty(String name) {
                return spring.getEnvironment().getProperty(name);
            }
        });
        PlatformHttpComponent http = new PlatformHttpComponent();
        http.setEngine(engine);
        http.addPlatformHttpListener(entrances);
        context.addComponent("platform-http", http);
        DirectComponent direct = new DirectComponent();
        direct.setBlock(false);
        context.addComponent("direct", direct);
    }

    private static List<String> holdBack(List<RouteDefinition> routes) {
        List<String> held = new ArrayList<>();
        for (RouteDefinition route : routes) {
            String uri = route.getInput().getEndpointUri();
            String scheme = uri.contains(":") ? uri.substring(0, uri.indexOf(':')) : uri;
            if (!PASSIVE.contains(scheme)) {
                route.autoStartup(false);
                held.add(route.getRouteId());
            }
        }
        return held;
    }
}
