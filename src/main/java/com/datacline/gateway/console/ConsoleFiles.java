package com.datacline.gateway.console;

import com.datacline.gateway.door.HttpAnswer;
import com.datacline.gateway.door.RestAnswers;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import org.apache.camel.Header;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/**
 * Route step {@code serve}: the files of the page. All of them are in memory, under the names they have; whatever is asked for
 * under another name does not exist, so no path leads out of them.
 */
public final class ConsoleFiles {
    private static final String FOLDER = "/console/";
    private static final String INDEX = "index.html";

    private final Map<String, ConsoleFile> files;
    private final Map<String, String> headers;

    /** @param policy the {@code Content-Security-Policy} of the page */
    public ConsoleFiles(PagePolicy policy) {
        files = load();
        // a browser asks each time and hears 304: an update of the gateway is seen at the next look
        headers = Map.of("Content-Security-Policy", policy.text(), "Cache-Control", "no-cache");
    }

    /**
     * Returns a file, 304 if the browser has it already, or 404.
     *
     * @param path what follows {@code /console}: empty, or with a leading slash
     */
    public HttpAnswer serve(
            @Header("rest") @Nullable String path, @Header("If-None-Match") @Nullable String ifNoneMatch) {
        if (path == null || path.isEmpty()) {
            // the page's own addresses are relative to the folder, so that it works below any path of a proxy
            return new HttpAnswer(302, Map.of("Location", "console/"), new byte[0]);
        }
        ConsoleFile file = files.get(path.equals("/") ? INDEX : path.substring(1));
        if (file == null) {
            return RestAnswers.problem(404, "Not Found", "not_found");
        }
        Map<String, String> all = new HashMap<>(headers);
        all.put("ETag", file.tag());
        if (file.isKnownBy(ifNoneMatch)) {
            return new HttpAnswer(304, all, new byte[0]);
        }
        all.put("Content-Type", file.type());
        return new HttpAnswer(200, all, file.body());
    }

    private static Map<String, ConsoleFile> load() {
        Map<String, ConsoleFile> found = new HashMap<>();
        try {
            for (Resource resource : new PathMatchingResourcePatternResolver()
                    .getResources("classpath*:" + FOLDER.substring(1) + "**/*.*")) {
                String address = resource.getURL().getPath();
                String name = address.substring(address.lastIndexOf(FOLDER) + FOLDER.length());
                try (InputStream in = resource.getInputStream()) {
                    found.put(name, ConsoleFile.of(name, in.readAllBytes()));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (!found.containsKey(INDEX)) {
            throw new IllegalStateException("the jar lacks console/" + INDEX);
        }
        return Map.copyOf(found);
    }
}
