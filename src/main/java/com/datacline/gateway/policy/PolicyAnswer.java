package com.datacline.gateway.policy;

/**
 * What a policy file says to a question.
 *
 * @param allowed whether it may be done; of a question that leaves something open, whether it may be that it may
 * @param because the rule, role or default that decides, such as {@code rule "no-deletions"}
 * @param file the file's name
 * @param line where that stands in it, or 0
 */
public record PolicyAnswer(boolean allowed, String because, String file, int line) {

    /** Returns it in words, such as {@code denied  rule "no-deletions"  (policy.yaml:12)}. */
    public String words() {
        return (allowed ? "allowed  " : "denied  ") + because + (line == 0 ? "" : "  (" + file + ":" + line + ")");
    }
}
