package com.datacline.gateway.cluster;

/** Keys that all nodes have in common. */
public interface SharedKey {

    /**
     * Returns the key of that name that the first node has brought.
     *
     * @param own the key that is taken if there is none yet
     * @throws Away if that is not known
     */
    byte[] first(String name, byte[] own);
}
