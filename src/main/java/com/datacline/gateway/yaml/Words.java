package com.datacline.gateway.yaml;

/** How one kind of file names its rules, in words that help whoever wrote the file. */
public interface Words {

    /** Returns what is wrong with a key that is no name for an entry of the mapping at the pointer. */
    String badName(String at);

    /**
     * Returns what the text at the pointer should look like.
     *
     * @param given what it is
     */
    String pattern(String at, String given);

    /** Tells whether what stands at the pointer may be a secret, and must not be shown. */
    boolean maybeSecret(String at);
}
