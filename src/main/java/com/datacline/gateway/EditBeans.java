package com.datacline.gateway;

import com.datacline.gateway.call.Action;
import com.datacline.gateway.call.CallFailed;
import com.datacline.gateway.catalogue.Catalogue;
import com.datacline.gateway.operations.Watch;
import com.datacline.gateway.policy.PolicyFile;
import com.datacline.gateway.policy.PolicyNews;
import com.datacline.gateway.registry.Address;
import com.datacline.gateway.registry.RegistryFile;
import com.datacline.gateway.registry.RegistryNews;
import com.datacline.gateway.routes.Generations;
import com.datacline.gateway.routes.RouteProperties;
import com.datacline.gateway.routes.RoutesNews;
import com.datacline.gateway.security.SecurityEvent;
import com.datacline.gateway.security.SecurityEvent.Part;
import com.datacline.gateway.security.SecurityLog;
import com.datacline.gateway.tools.ToolRoutes;
import com.datacline.gateway.upstream.Breakers;
import com.datacline.gateway.upstream.Bulkheads;
import com.datacline.gateway.upstream.Upstreams;
import java.util.List;
import org.springframework.boot.web.context.WebServerApplicationContext;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What can be edited while calls are under way: the registry, the policy and the routes. */
@Configuration(proxyBeanMethods = false)
class EditBeans {

    @Bean
    Watch watch(
            RouteProperties properties,
            RegistryFile registry,
            PolicyFile policy,
            Generations generations,
            Upstreams upstreams,
            Breakers breakers,
            Bulkheads bulkheads,
            Catalogue catalogue,
            SecurityLog log,
            ApplicationContext spring) {
        generations.afterSwap(context -> {
            registry.toolRoutes(RouteBeans.tags(ToolRoutes.in(context)));
            registry.get().enabled().stream()
                    .filter(server -> server.address() instanceof Address.Routes)
                    .forEach(server -> catalogue.listChanged(server.name(), Action.LIST_TOOLS));
        });
        registry.onNews(news -> note(log, event(news)));
        policy.onChange(news -> note(log, event(news)));
        generations.onNews(news -> note(log, event(news)));
        return new Watch(
                spring instanceof WebServerApplicationContext,
                properties.watch(),
                List.of(
                        registry::refresh,
                        policy::refresh,
                        generations::refresh,
                        generations::sweep,
                        upstreams::sweep,
                        breakers::sweep,
                        bulkheads::sweep));
    }

    private static void note(SecurityLog log, SecurityEvent event) {
        try {
            log.note(event);
        } catch (CallFailed e) {
            // The journal has told the log, and no call passes until it can be written.
        }
    }

    private static SecurityEvent event(RegistryNews news) {
        return switch (news) {
            case RegistryNews.Changed(String file, String hash, int servers) ->
                new SecurityEvent.FileChanged(Part.REGISTRY, file, hash, servers);
            case RegistryNews.Rejected(String file, String problem) ->
                new SecurityEvent.FileRejected(Part.REGISTRY, file, problem);
        };
    }

    private static SecurityEvent event(PolicyNews news) {
        return switch (news) {
            case PolicyNews.Changed(String file, String hash, int rules) ->
                new SecurityEvent.FileChanged(Part.POLICY, file, hash, rules);
            case PolicyNews.Rejected(String file, String problem) ->
                new SecurityEvent.FileRejected(Part.POLICY, file, problem);
        };
    }

    private static SecurityEvent event(RoutesNews news) {
        return switch (news) {
            case RoutesNews.Changed(String folder, String hash, int routes) ->
                new SecurityEvent.FileChanged(Part.ROUTES, folder, hash, routes);
            case RoutesNews.Rejected(String folder, String problem) ->
                new SecurityEvent.FileRejected(Part.ROUTES, folder, problem);
        };
    }
}
