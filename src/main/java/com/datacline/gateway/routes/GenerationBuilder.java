package com.datacline.gateway.routes;

import com.datacline.gateway.registry.Address;
import com.datacline.gateway.registry.McpServer;
import com.datacline.gateway.registry.Registry;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.management.MBeanServerFactory;
import org.apache.camel.CamelContext;
import org.apache.camel.ManagementMBeansLevel;
import org.apache.camel.builder.TemplatedRouteBuilder;
import org.apache.camel.component.direct.DirectComponent;
import org.apache.camel.component.platform.http.PlatformHttpComponent;
import org.apache.camel.component.platform.http.spi.PlatformHttpEngine;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.impl.engine.ExplicitCamelContextNameStrategy;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.spi.BeanRepository;
import org.apache.camel.spi.ManagementAgent;
import org.apache.camel.spi.PropertiesSource;
import org.apache.camel.spi.Resource;
import org.apache.camel.spi.RoutePolicyFactory;
import org.apache.camel.spring.spi.ApplicationContextBeanRepository;
import org.apache.camel.support.DefaultRegistry;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.apache.camel.support.SimpleUuidGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationContext;

/** Builds a generation from the folder of routes: the files, and one route for each server from the template. */
public final class GenerationBuilder {
    /** Why a file of the folder is not read. */
    public static final String STRAY = RouteFiles.STRAY;

    private static final Logger LOG = LoggerFactory.getLogger(GenerationBuilder.class);
    private static final String UPSTREAM_TEMPLATE = "upstream";
    /** Schemes of routes that only act when somebody asks; all others act by themselves. */
    private static final Set<String> PASSIVE =
            Set.of("direct", "seda", "platform-http", "rest", "rest-api", "ai-tool", "shape", "kamelet");

    /** Requests have ended, or were given up by the web server, when routes are stopped. */
    private static final long SHUTDOWN_SECONDS = 1;

    private final ApplicationContext spring;
    private final Function<DefaultCamelContext, Registry> registry;
    private final PlatformHttpEngine engine;
    private final Path folder;
    private final RouteCheck check;
    private final RouteCounts counts;
    private final List<RoutePolicyFactory> watchers;
    private final boolean managed;
    private volatile boolean loadedOnce;

    /**
     * @param registry tells the servers, which depend on the tools that loaded files declare
     * @param watchers those who look at what passes through routes, beside what counts it
     * @param managed whether routes are MBeans too
     */
    public GenerationBuilder(
            ApplicationContext spring,
            Function<DefaultCamelContext, Registry> registry,
            PlatformHttpEngine engine,
            Path folder,
            RouteCheck check,
            RouteCounts counts,
            List<RoutePolicyFactory> watchers,
            boolean managed) {
        this.spring = spring;
        this.registry = registry;
        this.engine = engine;
        this.folder = folder;
        this.check = check;
        this.counts = counts;
        this.watchers = List.copyOf(watchers);
        this.managed = managed;
    }

    /** Returns the folder of routes. */
    Path folder() {
        return folder;
    }

    /**
     * Reads the folder of routes.
     *
     * @throws InvalidRoutes if there are none
     */
    List<RouteFile> read() {
        return RouteFiles.read(folder);
    }

    /**
     * Builds a generation and starts it, but for the routes that act by themselves.
     *
     * @param number counts generations
     * @param known the servers, or null for those that the files go with
     * @throws InvalidRoutes if that is not possible; nothing of it is left then
     */
    Generation build(List<RouteFile> files, long number, @Nullable Registry known) {
        DefaultCamelContext context = new DefaultCamelContext(new DefaultRegistry(repositories()));
        Entrances entrances = new Entrances();
        try {
            configure(context, entrances);
            for (McpServer server : load(context, files, known)) {
                addWay(context, server);
            }
            List<String> selfStarting = holdBack(context.getRouteDefinitions());
            context.start();
            return new Generation(
                    number,
                    files,
                    new BuildFault(context, folder),
                    context,
                    entrances,
                    selfStarting,
                    route -> counts.of(route).inFlight());
        } catch (InvalidRoutes e) {
            context.stop();
            throw e;
        } catch (Exception | LinkageError e) {
            RouteFault fault = new BuildFault(context, folder).of(e);
            context.stop();
            throw new InvalidRoutes(List.of(fault), e);
        }
    }

    /**
     * Judges the folder of routes by building a generation of them, in which nothing acts by itself.
     *
     * @return how many routes it has
     * @throws InvalidRoutes with everything that is wrong
     */
    public int check() {
        loadedOnce = true;
        Generation generation = build(read(), 0, null);
        int routes = generation.context().getRoutesSize();
        generation.discard();
        return routes;
    }

    /** Returns the files of the folder that look like route files and are not read. */
    public List<String> strays() {
        return RouteFiles.strays(folder);
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

    /** Loads and judges the files, starts nothing, and returns the servers that are to have a way each. */
    private List<McpServer> load(DefaultCamelContext context, List<RouteFile> all, @Nullable Registry known)
            throws Exception {
        List<RouteFile> files = all.stream().filter(RouteFile::holdsRoutes).toList();
        for (String stray : RouteFiles.strays(folder)) {
            LOG.warn("{} is not read: {}", folder.resolve(stray), RouteFiles.STRAY);
        }
        if (loadedOnce) {
            // At the start the loader is trusted to find what is wrong, because the schema takes long to read.
            refuse(check.ofTexts(files), null);
        }
        List<Resource> resources = new ArrayList<>();
        for (RouteFile file : files) {
            resources.add(ResourceHelper.fromString("file:" + folder.resolve(file.name()), file.text()));
        }
        try {
            PluginHelper.getRoutesLoader(context).loadRoutes(resources);
        } catch (Exception e) {
            refuse(check.ofTexts(files), e);
            throw e;
        }
        List<McpServer> servers = (known == null ? registry.apply(context) : known).routed();
        Set<String> names = servers.stream().map(McpServer::name).collect(Collectors.toSet());
        refuse(check.ofModel(context, folder, files, names), null);
        loadedOnce = true;
        return servers;
    }

    private static void refuse(List<RouteFault> faults, @Nullable Exception cause) {
        if (!faults.isEmpty()) {
            throw new InvalidRoutes(faults, cause);
        }
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

    /** What Spring does not know by the names that routes use may be known by repositories that Spring knows. */
    private BeanRepository[] repositories() {
        return Stream.concat(
                        spring.getBeansOfType(BeanRepository.class).values().stream(),
                        Stream.of(new ApplicationContextBeanRepository(spring)))
                .toArray(BeanRepository[]::new);
    }

    private void configure(DefaultCamelContext context, Entrances entrances) {
        context.setNameStrategy(new ExplicitCamelContextNameStrategy("gateway"));
        if (!managed) {
            context.disableJMX();
        }
        context.setStreamCaching(false);
        context.setClassResolver(new KnownClasses(context));
        context.getRegistry().bind(MethodLanguage.NAME, new MethodLanguage());
        context.getShutdownStrategy().setTimeout(SHUTDOWN_SECONDS);
        context.getShutdownStrategy().setLogInflightExchangesOnTimeout(false);
        context.setSourceLocationEnabled(true);
        context.addRoutePolicyFactory(counts);
        watchers.forEach(context::addRoutePolicyFactory);
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
        if (managed) {
            manage(context);
        }
    }

    /**
     * Makes MBeans of the context and its routes, on a server of their own: the names of one generation are not in the way of
     * the next one's, and all of it goes with the generation. Steps, endpoints and what is in them are no MBeans.
     */
    private static void manage(DefaultCamelContext context) {
        context.build();
        ManagementAgent agent = context.getManagementStrategy().getManagementAgent();
        agent.setMBeanServer(MBeanServerFactory.newMBeanServer());
        agent.setMBeansLevel(ManagementMBeansLevel.RoutesOnly);
        agent.setIncludeHostName(false);
        agent.setRegisterNewRoutes(true);
        agent.setRegisterRoutesCreateByTemplate(true);
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
