package com.datacline.gateway.call;

import com.fasterxml.jackson.databind.node.ArrayNode;
import org.jspecify.annotations.Nullable;

/**
 * The items of a page of a list as they go over the wire: written once for all who may see the same, and compressed once
 * for those of them who take that.
 */
public final class PreparedItems {
    private final String member;
    private final byte[] json;
    private volatile @Nullable Deflated deflated;

    /** @param member the member of the result that they are, such as {@code tools} */
    public PreparedItems(String member, ArrayNode items) {
        this.member = member;
        this.json = WireJson.bytes(items);
    }

    /** Returns the member of the result that they are. */
    public String member() {
        return member;
    }

    /** Returns the JSON array. It is shared: nobody changes it. */
    public byte[] json() {
        return json;
    }

    /** Returns the same compressed. */
    public Deflated deflated() {
        Deflated made = deflated;
        return made == null ? deflate() : made;
    }

    private synchronized Deflated deflate() {
        Deflated made = deflated;
        if (made == null) {
            made = Deflated.of(json);
            deflated = made;
        }
        return made;
    }
}
