package com.datacline.gateway.cli;

import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Locale;

/** The browser of whoever sits before the terminal. */
final class Browser {
    private Browser() {}

    /** Opens a page, and returns whether something was started that opens it. */
    static boolean open(URI page) {
        String own = System.getenv("BROWSER");
        String system = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
        if (own != null && !own.isBlank()) {
            return start(List.of(own, page.toString()));
        }
        if (system.startsWith("mac")) {
            return start(List.of("open", page.toString()));
        }
        if (system.startsWith("windows")) {
            return start(List.of("rundll32", "url.dll,FileProtocolHandler", page.toString()));
        }
        // Without a screen xdg-open starts a browser of the terminal's, which takes the terminal over.
        boolean screen = System.getenv("DISPLAY") != null || System.getenv("WAYLAND_DISPLAY") != null;
        return screen && start(List.of("xdg-open", page.toString()));
    }

    private static boolean start(List<String> command) {
        try {
            Process started = new ProcessBuilder(command)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            started.getOutputStream().close();
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
