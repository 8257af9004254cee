package com.datacline.gateway.openapi;

import com.datacline.gateway.call.ApiAnswer;
import com.datacline.gateway.call.RetryAfter;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.hc.core5.http.impl.EnglishReasonPhraseCatalog;
import org.jspecify.annotations.Nullable;

/**
 * An answer that is no success, in words that help an agent: what the API said, and what may be done.
 *
 * @param text the words
 * @param isError whether it is a failure at all
 * @param retrySeconds after how long the API wants to be asked again, or 0 if it does not say
 */
record Problem(String text, boolean isError, long retrySeconds) {
    private static final List<String> MESSAGES = List.of(
            "/message",
            "/error/message",
            "/error_description",
            "/detail",
            "/err",
            "/error",
            "/title",
            "/errors/0/message",
            "/errors/0/detail",
            "/errors/0",
            "/msg",
            "/reason");

    static Problem of(ApiOperation operation, ApiAnswer answer, @Nullable JsonNode json) {
        int status = answer.status();
        boolean documented = operation.statuses().contains(Integer.toString(status));
        boolean isError = status >= 400 || status != 304 && !documented;
        long retry = retrySeconds(answer);
        String message = message(json);
        String text = "HTTP " + status + phrase(status) + (message.isEmpty() ? "" : ": " + message)
                + (message.endsWith(".") ? " " : ". ") + advice(answer, retry);
        return new Problem(text.strip(), isError, retry);
    }

    private static String advice(ApiAnswer answer, long retry) {
        int status = answer.status();
        String location = answer.header("Location");
        if (status < 400) {
            return location == null
                    ? "Nothing has changed, or there is nothing to tell."
                    : "What was asked for is at " + location + "; the gateway does not follow redirects.";
        }
        String wait = retry > 0 ? "wait " + retry + " seconds" : "wait a while";
        boolean limited = status == 429 || status == 403 && "0".equals(answer.header("X-RateLimit-Remaining"));
        if (limited) {
            return "Too many requests: " + wait + ", then call again.";
        }
        return switch (status) {
            case 400, 405, 406, 413, 415, 422 ->
                "Compare the arguments with what the API says, and call again with better ones.";
            case 402, 403 -> "The gateway's credential may not do this; the same call will be refused again.";
            case 404, 410 ->
                "Nothing is there, or the gateway's credential may not see it: check the names and ids in the arguments.";
            case 409, 412, 423, 428 -> "It has changed meanwhile, or is in use: read it again before the next attempt.";
            case 408, 425 -> "It took too long or came too early: " + wait + ", then call again.";
            default ->
                status >= 500
                        ? "The API is in trouble, which is not because of the arguments: " + wait + ", then call again."
                        : "";
        };
    }

    /** Some tell the end of a limit by the clock instead. */
    private static long retrySeconds(ApiAnswer answer) {
        String given = answer.header("Retry-After");
        if (given != null) {
            Duration wait = RetryAfter.of(given);
            return wait == null ? 0 : wait.toSeconds();
        }
        String reset = answer.header("X-RateLimit-Reset");
        boolean spent = "0".equals(answer.header("X-RateLimit-Remaining"));
        return spent && reset != null && reset.matches("\\d{9,11}")
                ? RetryAfter.until(Instant.ofEpochSecond(Long.parseLong(reset))).toSeconds()
                : 0;
    }

    private static String message(@Nullable JsonNode json) {
        if (json == null) {
            return "";
        }
        return MESSAGES.stream()
                .map(json::at)
                .filter(JsonNode::isTextual)
                .map(JsonNode::asText)
                .filter(text -> !text.isBlank())
                .findFirst()
                .orElse("");
    }

    private static String phrase(int status) {
        String phrase = status > 599 ? null : EnglishReasonPhraseCatalog.INSTANCE.getReason(status, null);
        return phrase == null ? "" : " " + phrase;
    }
}
