package com.datacline.gateway.call;

import com.datacline.gateway.security.Caller;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.function.Supplier;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * The ids of tasks as clients know them: {@code server:seal:id}. They say where the task runs, and the seal says whose it
 * is: to anybody else the id is that of no task. It is a name and no right all the same: each request about a task is
 * decided anew.
 */
public final class TaskNames {
    private static final String ALGORITHM = "HmacSHA256";
    private static final int SEAL_BYTES = 16;

    private final Supplier<byte[]> key;

    /** @param key what nobody else knows, the same after a restart */
    public TaskNames(byte[] key) {
        this(() -> key);
    }

    /** @param key the same, at all nodes */
    public TaskNames(Supplier<byte[]> key) {
        this.key = key;
    }

    /** Returns the id by which its owner knows a task. */
    public String of(String server, String id, Caller owner) {
        return server + ":" + seal(server, id, owner) + ":" + id;
    }

    /** Returns the task that a caller means, or null if the caller has none by that id. */
    public @Nullable TaskName read(String text, Caller caller) {
        int first = text.indexOf(':');
        int second = text.indexOf(':', first + 1);
        if (first <= 0 || second < 0 || second == text.length() - 1) {
            return null;
        }
        TaskName task = new TaskName(text.substring(0, first), text.substring(second + 1));
        byte[] shown = text.substring(first + 1, second).getBytes(StandardCharsets.UTF_8);
        byte[] right = seal(task.server(), task.id(), caller).getBytes(StandardCharsets.UTF_8);
        return MessageDigest.isEqual(shown, right) ? task : null;
    }

    /** Returns a task with its id as its owner knows it. */
    public ObjectNode exposed(String server, ObjectNode task, Caller owner) {
        JsonNode id = task.path("taskId");
        return id.isTextual() ? task.deepCopy().put("taskId", of(server, id.asText(), owner)) : task;
    }

    /** Returns a notification with the id of the task that it is about, if it is about one, as its owner knows it. */
    public ObjectNode told(String server, ObjectNode notification, Caller owner) {
        if (!TaskName.isAboutTask(notification) || !(notification.get("params") instanceof ObjectNode task)) {
            return notification;
        }
        ObjectNode told = notification.deepCopy();
        told.set("params", exposed(server, task, owner));
        return told;
    }

    /** The parts are told apart by their lengths, so that no two tasks have one seal. */
    private String seal(String server, String id, Caller owner) {
        String text = server.length() + ":" + server + owner.id().length() + ":" + owner.id() + id;
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key.get(), ALGORITHM));
            byte[] all = mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(all, SEAL_BYTES));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
