package com.datacline.gateway.audit;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** A name for a journal's file that changes when another file takes its place: its first line, digested. */
final class JournalName {
    private JournalName() {}

    static String of(Path journal) throws IOException {
        try (BufferedReader reader = Files.newBufferedReader(journal, StandardCharsets.ISO_8859_1)) {
            String first = reader.readLine();
            byte[] digest = MessageDigest.getInstance("SHA-256")
                    .digest((first == null ? "" : first).getBytes(StandardCharsets.ISO_8859_1));
            return HexFormat.of().formatHex(digest, 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
