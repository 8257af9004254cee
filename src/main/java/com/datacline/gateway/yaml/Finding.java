package com.datacline.gateway.yaml;

/**
 * A broken rule.
 *
 * @param pointer the JSON pointer of the key
 * @param reason what is wrong with it
 */
public record Finding(String pointer, String reason) {

    /** Returns the same with its line. */
    public Fault at(YamlDocument document) {
        return new Fault(document.line(pointer), YamlDocument.key(pointer), reason);
    }
}
