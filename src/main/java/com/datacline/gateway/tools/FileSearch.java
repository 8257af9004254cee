package com.datacline.gateway.tools;

import com.datacline.gateway.call.WireJson;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Route step {@code search}: finds the lines of a folder's text files that have some text in them. The folder is the
 * route's to say; what a caller says is compared with what is there and never made into a path, and links are not
 * followed, so that nothing outside of the folder is read.
 */
public final class FileSearch {
    private static final int MOST = 50;
    private static final int DEEPEST = 8;
    private static final int LONGEST_LINE = 300;
    private static final long LARGEST_FILE = 10_000_000;

    /**
     * Returns {@code {"matches": [{"file", "line", "text"}], "more": false}}, at most 50 of them, in the order of files.
     *
     * @param folder the folder
     * @param text what to look for, in upper or lower case
     * @param files which files, such as {@code *.md} or {@code guides/**}, or null for all
     */
    public ObjectNode search(String folder, String text, @Nullable String files) throws IOException {
        if (text.isBlank()) {
            throw new ToolFailed("there is nothing to look for");
        }
        ObjectNode found = WireJson.MAPPER.createObjectNode();
        ArrayNode matches = found.putArray("matches");
        String wanted = text.toLowerCase(Locale.ROOT);
        for (Path file : files(Path.of(folder), files)) {
            if (matches.size() > MOST || Thread.currentThread().isInterrupted()) {
                break;
            }
            read(Path.of(folder), file, wanted, matches);
        }
        boolean more = matches.size() > MOST;
        if (more) {
            matches.remove(MOST);
        }
        return found.put("more", more);
    }

    private static List<Path> files(Path folder, @Nullable String pattern) throws IOException {
        PathMatcher matcher = matcher(pattern);
        try (Stream<Path> all = Files.walk(folder, DEEPEST)) {
            return all.filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
                    .filter(file -> matcher.matches(folder.relativize(file)))
                    .sorted()
                    .toList();
        }
    }

    /** A pattern without a folder in it means files of every folder. */
    private static PathMatcher matcher(@Nullable String pattern) {
        if (pattern == null || pattern.isBlank()) {
            return file -> true;
        }
        try {
            PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + pattern);
            return pattern.contains("/") ? matcher : file -> matcher.matches(file.getFileName());
        } catch (IllegalArgumentException e) {
            throw new ToolFailed("\"" + pattern + "\" is no pattern of file names");
        }
    }

    private static void read(Path folder, Path file, String wanted, ArrayNode matches) throws IOException {
        if (Files.size(file) > LARGEST_FILE) {
            return;
        }
        try (BufferedReader lines = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            int number = 0;
            for (String line = lines.readLine(); line != null && matches.size() <= MOST; line = lines.readLine()) {
                number++;
                if (line.toLowerCase(Locale.ROOT).contains(wanted)) {
                    matches.addObject()
                            .put("file", folder.relativize(file).toString())
                            .put("line", number)
                            .put("text", line.length() > LONGEST_LINE ? line.substring(0, LONGEST_LINE) : line);
                }
            }
        } catch (MalformedInputException e) {
            // No text file.
        }
    }
}
