package com.datacline.gateway.routes;

import com.datacline.gateway.GatewayUnderTest;
import com.datacline.gateway.registry.RegistryFile;
import com.datacline.gateway.routes.rules.RouteRules;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.springframework.context.ApplicationContext;

/** A copy of the project's route files that a test may spoil, and what the gateway's rules say of it. */
public final class RouteFolder {
    private final Path folder;

    private RouteFolder(Path folder) {
        this.folder = folder;
    }

    /** Returns a folder as it is. */
    public static RouteFolder of(Path folder) {
        return new RouteFolder(folder);
    }

    /** Copies the project's files into the folder. */
    public static RouteFolder copiedTo(Path folder) {
        try {
            for (Path file : RouteFiles.in(Path.of("routes"))) {
                Files.copy(file, folder.resolve(file.getFileName()));
            }
            return new RouteFolder(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Replaces one occurrence of a text, counted from 0, and returns its line. */
    public int replace(String file, String text, int occurrence, String by) {
        try {
            String all = Files.readString(folder.resolve(file));
            int at = -1;
            for (int i = 0; i <= occurrence; i++) {
                at = all.indexOf(text, at + 1);
            }
            if (at < 0) {
                throw new IllegalArgumentException(file + " has no " + text);
            }
            Files.writeString(folder.resolve(file), all.substring(0, at) + by + all.substring(at + text.length()));
            return (int) all.substring(0, at).lines().count() + (all.charAt(at - 1) == '\n' ? 1 : 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Adds a file. */
    public void write(String file, String text) {
        try {
            Files.createDirectories(folder.resolve(file).getParent());
            Files.writeString(folder.resolve(file), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns what is wrong with it, judged with the parts of a running gateway. */
    public List<RouteFault> faults(GatewayUnderTest gateway) {
        ApplicationContext spring = gateway.spring();
        RouteRules rules = new RouteRules(spring.getEnvironment()::containsProperty);
        try {
            new GenerationBuilder(
                            spring,
                            context -> gateway.bean(RegistryFile.class).get(),
                            gateway.bean(RequestEngine.class),
                            folder,
                            rules,
                            new RouteCounts(),
                            List.of(),
                            false)
                    .check();
            return List.of();
        } catch (InvalidRoutes e) {
            return e.faults();
        }
    }
}
