package com.datacline.gateway.cli;

import com.datacline.gateway.GatewayApplication;
import com.datacline.gateway.policy.PolicyUnderCheck;
import com.datacline.gateway.registry.RegistryReader;
import com.datacline.gateway.routes.GenerationBuilder;
import com.datacline.gateway.routes.InvalidRoutes;
import com.datacline.gateway.routes.RouteFault;
import com.datacline.gateway.yaml.InvalidFile;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.util.FileSystemUtils;

/** A folder of routes, judged by a gateway that has no web server, no servers to call and nothing of its own to keep. */
final class RoutesUnderCheck {
    private final Path folder;
    private final @Nullable Path registry;
    private final @Nullable Path policy;
    private final List<RouteFault> faults = new ArrayList<>();
    private final List<RouteFault> warnings = new ArrayList<>();

    RoutesUnderCheck(Path folder, @Nullable Path registry, @Nullable Path policy) {
        this.folder = folder;
        this.registry = registry;
        this.policy = policy;
    }

    /** What was found, with files as they can be opened from here. */
    record Verdict(int routes, List<RouteFault> faults, List<RouteFault> warnings) {}

    Verdict judge() {
        Path servers = registry != null && isReadable(registry) ? registry : null;
        if (policy != null) {
            judge(policy, () -> PolicyUnderCheck.read(policy));
        }
        Path own = temporary();
        try {
            Path used = servers != null ? servers : Files.writeString(own.resolve("mcp_servers.yaml"), "servers: {}\n");
            Files.writeString(own.resolve("policy.yaml"), "default: deny\n");
            try (ConfigurableApplicationContext gateway = gateway(own, used)) {
                int routes = judge(gateway.getBean(GenerationBuilder.class));
                return new Verdict(routes, List.copyOf(faults), List.copyOf(warnings));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            delete(own);
        }
    }

    private int judge(GenerationBuilder builder) {
        try {
            int routes = builder.check();
            for (String stray : builder.strays()) {
                warnings.add(here(new RouteFault(stray, 0, "is not read: " + GenerationBuilder.STRAY)));
            }
            return routes;
        } catch (InvalidRoutes e) {
            e.faults().forEach(fault -> faults.add(here(fault)));
            return 0;
        }
    }

    private boolean isReadable(Path file) {
        return judge(file, () -> new RegistryReader(Duration.ofSeconds(1)).read(file));
    }

    private boolean judge(Path file, Runnable reading) {
        try {
            reading.run();
            return true;
        } catch (InvalidFile e) {
            e.faults().forEach(fault -> {
                String key = fault.key().isEmpty() ? "" : fault.key() + ": ";
                faults.add(new RouteFault(file.toString(), fault.line(), key + fault.reason()));
            });
            return false;
        }
    }

    private RouteFault here(RouteFault fault) {
        Path file = fault.file().isEmpty() ? folder : folder.resolve(fault.file());
        return new RouteFault(file.toString(), fault.line(), fault.reason());
    }

    private ConfigurableApplicationContext gateway(Path own, Path servers) {
        Map<String, Object> settings = new HashMap<>();
        settings.put("gateway.routes.folder", folder);
        settings.put("gateway.routes.enforce-rules", true);
        settings.put("gateway.registry.file", servers);
        settings.put("gateway.policy.file", own.resolve("policy.yaml"));
        settings.put("gateway.audit.file", own.resolve("audit.json"));
        settings.put("gateway.audit.to-stdout", false);
        settings.put("gateway.audit.database-url", "");
        settings.put("gateway.audit.data-folder", own);
        settings.put("gateway.logins.folder", own);
        settings.put("gateway.catalogue.folder", own);
        settings.put("gateway.auth.enabled", false);
        settings.put("gateway.auth.oauth-enabled", false);
        settings.put("gateway.vault.address", "");
        settings.put("management.server.port", -1);
        // What guards the web server cannot be made without one, and is not made.
        settings.put("spring.main.lazy-initialization", true);
        settings.put("logging.level.root", "off");
        settings.put("logging.level.com.datacline", "off");
        try {
            return new SpringApplicationBuilder(GatewayApplication.class)
                    .web(WebApplicationType.NONE)
                    .logStartupInfo(false)
                    .run(settings.entrySet().stream()
                            .map(setting -> "--" + setting.getKey() + "=" + setting.getValue())
                            .toArray(String[]::new));
        } catch (RuntimeException e) {
            Throwable cause = e;
            while (cause.getCause() != null) {
                cause = cause.getCause();
            }
            throw Complaint.failure("no gateway can be made of the settings: " + cause.getMessage(), null);
        }
    }

    static ObjectNode describe(RouteFault fault, ObjectNode into) {
        return into.put("file", fault.file()).put("line", fault.line()).put("reason", fault.reason());
    }

    private static Path temporary() {
        try {
            return Files.createTempDirectory("datacline-check");
        } catch (IOException e) {
            throw Complaint.failure("no temporary folder can be made: " + e.getMessage(), null);
        }
    }

    private static void delete(Path folder) {
        try {
            FileSystemUtils.deleteRecursively(folder);
        } catch (IOException e) {
            // It is in the system's folder for such things.
        }
    }
}
