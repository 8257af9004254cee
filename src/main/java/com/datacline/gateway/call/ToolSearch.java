package com.datacline.gateway.call;

/**
 * The wish to find tools by what they are for.
 *
 * @param list the list that is searched, and what of it is wanted
 * @param query words
 * @param limit how many tools at most
 * @param readOnly only tools that say that they change nothing
 * @param byTool whether this is a call of the gateway's own tool, which the policy must have let the caller see
 */
public record ToolSearch(ListRequest list, String query, int limit, boolean readOnly, boolean byTool)
        implements Resolution {
    /** The variable in which it travels beside the list. */
    public static final String VARIABLE = "search";
}
